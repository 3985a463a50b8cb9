import type { SinkOffsetChange, SourceOffsetChange } from '@millrace/connector-api';
import { BadRequestError } from '../model/errors.ts';
import { isJsonObject, parseJson, stringifyJson } from '../model/json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { AlterConnectorOffsetsRequest } from './task-host.ts';
import type { LoadedConnector } from './task-plugins.ts';

/**
 * Asks a connector's plugin about offsets that are to be set (KIP-875). Rejects with what it throws. true: it has looked at them and
 * altered what it keeps elsewhere; false: it does not care.
 */
export async function askAlterOffsets({ plugin }: LoadedConnector, request: AlterConnectorOffsetsRequest): Promise<boolean> {
  const changes = request.offsets.map(([partition, offset]) => ({
    partition: objectOf(partition),
    offset: offset === null ? null : objectOf(offset),
  }));
  if (plugin.type === 'source')
    return (await plugin.alterOffsets?.(request.config, changes satisfies SourceOffsetChange[])) ?? false;
  return (await plugin.alterOffsets?.(request.config, changes.map(sinkChange))) ?? false;
}

function sinkChange({ partition, offset }: { partition: JsonObject; offset: JsonObject | null }): SinkOffsetChange {
  return {
    topic: text(partition['kafka_topic']),
    partition: Number(partition['kafka_partition']),
    offset: offset === null ? null : integer(offset['kafka_offset']),
  };
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : stringifyJson(value ?? null);
}

function integer(value: Json | undefined): bigint {
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string') return BigInt(value);
  throw new BadRequestError("The offset for a sink connector should either be null or contain the key 'kafka_offset'");
}

function objectOf(text: string): JsonObject {
  const value = parseJson(text);
  if (!isJsonObject(value)) throw new BadRequestError(`A partition or an offset has to be a JSON object, not ${text}`);
  return value;
}
