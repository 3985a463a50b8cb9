import { ConnectError } from '@millrace/connector-api';
import type { Admin, OwnAdmin } from '../broker/broker.ts';
import { usingAdmin } from '../broker/using-admin.ts';
import type { ConnectorOffset, OffsetChange } from '../engine.ts';
import type { ConnectorEntry } from '../model/cluster-config.ts';
import {
  BadRequestError,
  ConflictError,
  DeadlineError,
  EngineError,
  GroupNotEmptyError,
  InternalError,
} from '../model/errors.ts';
import { isJsonObject, parseJson, stringifyJson } from '../model/json.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { ConfigMap, ConnectorType } from '../model/names.ts';
import type { OffsetText } from '../model/offset-texts.ts';
import type { SourceOffsets } from '../store/source-offsets.ts';
import type { Clock } from '../model/clock.ts';
import { awaitPlugin } from '../worker/plugin-wait.ts';
import type { TaskHost } from '../worker/task-host.ts';
import { findOffsetsOwner } from './offsets-owner.ts';
import type { OffsetsOwner } from './offsets-owner.ts';
import { readSinkOffsets, sinkPartition } from './sink-offsets.ts';

/** Reads, alters and resets the offsets of connectors (KIP-875). */
export interface ConnectorOffsets {
  read(name: string, entry: ConnectorEntry): Promise<ConnectorOffset[]>;
  /** To be called while nothing of the connector runs. Answers what to tell the user. */
  alter(name: string, entry: ConnectorEntry, changes: readonly OffsetChange[]): Promise<string>;
  reset(name: string, entry: ConnectorEntry): Promise<string>;
}

export interface ConnectorOffsetsOptions {
  readonly admin: Admin;
  /** An admin with a connector's own settings (`admin.override.…`). */
  readonly createAdmin: (overrides: ConfigMap) => OwnAdmin;
  readonly offsets: SourceOffsets;
  /** Keeps tasks from writing that may still run somewhere; null: sources write without transactions, and none can be kept. */
  readonly fenceTasks: ((connector: string, tasks: number) => Promise<void>) | null;
  readonly host: Pick<TaskHost, 'alterConnectorOffsets' | 'resolveSettings'>;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly typeOf: (config: ConfigMap) => ConnectorType | null;
}

/** A sink, and the group whose offsets are its own. */
interface SinkGroup {
  readonly name: string;
  readonly entry: ConnectorEntry;
  readonly groupId: string;
}

/** A source, and the topic of its own that its offsets are in. */
interface SourcePlace {
  readonly name: string;
  readonly entry: ConnectorEntry;
  readonly topic: string | null;
}

export function createConnectorOffsets(options: ConnectorOffsetsOptions): ConnectorOffsets {
  const { offsets: sourceOffsets } = options;

  const wait = { clock: options.clock, timeoutMs: options.timeoutMs };

  function ownerOf(name: string, { config }: ConnectorEntry): Promise<OffsetsOwner> {
    return findOffsetsOwner(name, config, options.typeOf, (settings) => resolve(name, settings));
  }

  async function resolve(name: string, settings: ConfigMap): Promise<ConfigMap> {
    const outcome = await awaitPlugin(wait, () => options.host.resolveSettings(name, settings));
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'failed') throw unresolved(name, outcome.error);
    throw new DeadlineError(`Timed out while resolving the variables in the configuration of connector ${name}`);
  }

  /** Asks the plugin; true: it has seen to offsets that it keeps elsewhere. */
  async function askPlugin(name: string, { config }: ConnectorEntry, offsets: readonly OffsetText[]): Promise<boolean> {
    const outcome = await awaitPlugin(wait, () => options.host.alterConnectorOffsets({ name, config, offsets }));
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'failed') throw refusal(name, outcome.error);
    throw new DeadlineError(`Timed out while calling the 'alterOffsets' method for connector ${name}`);
  }

  async function withAdmin<T>({ adminOverrides }: OffsetsOwner, action: (admin: Admin) => Promise<T>): Promise<T> {
    if (Object.keys(adminOverrides).length === 0) return action(options.admin);
    return usingAdmin(options.createAdmin(adminOverrides), action);
  }

  async function readSink(admin: Admin, groupId: string): Promise<ConnectorOffset[]> {
    const offsets = await admin.groupOffsets(groupId);
    return offsets
      .toSorted((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1))
      .map(({ topic, partition, offset }) => ({
        partition: sinkPartition(topic, partition),
        offset: { kafka_offset: offset <= Number.MAX_SAFE_INTEGER ? Number(offset) : offset },
      }));
  }

  async function alterSink(
    admin: Admin,
    { name, entry, groupId }: SinkGroup,
    changes: readonly OffsetChange[],
  ): Promise<boolean> {
    const wanted = readSinkOffsets(changes);
    const external = await askPlugin(
      name,
      entry,
      wanted.map(({ topic, partition, offset }) => [
        stringifyJson(sinkPartition(topic, partition) as JsonObject),
        offset === null ? null : stringifyJson({ kafka_offset: offset }),
      ]),
    );
    for (const { topic, partition } of wanted) await requirePartition(admin, name, topic, partition);
    await withEmptyGroup(name, 'alter', () => admin.alterGroupOffsets(groupId, wanted));
    return external;
  }

  async function requirePartition(admin: Admin, name: string, topic: string, partition: number): Promise<void> {
    const found = await admin.describeTopic(topic);
    if (found !== null && partition < found.partitions) return;
    throw new BadRequestError(
      `Failed to alter consumer group offsets for connector ${name}: ` +
        (found === null ? `there is no topic ${topic}` : `topic ${topic} has no partition ${partition}`),
    );
  }

  async function resetSink(admin: Admin, { name, entry, groupId }: SinkGroup): Promise<boolean> {
    const present = await admin.groupOffsets(groupId);
    const external = await askPlugin(
      name,
      entry,
      present.map(({ topic, partition }) => [stringifyJson(sinkPartition(topic, partition) as JsonObject), null]),
    );
    await withEmptyGroup(name, 'reset', () => admin.deleteGroup(groupId));
    return external;
  }

  async function writeSource({ name, entry, topic }: SourcePlace, offsets: readonly OffsetText[]): Promise<boolean> {
    const external = await askPlugin(name, entry, offsets);
    await options.fenceTasks?.(name, entry.taskCountRecord ?? 0);
    if (offsets.length > 0) await sourceOffsets.write(name, topic, offsets);
    return external;
  }

  return {
    async read(name, entry) {
      const owner = await ownerOf(name, entry);
      if (owner.type === 'sink') return withAdmin(owner, (admin) => readSink(admin, owner.groupId));
      return [...(await sourceOffsets.all(name, owner.offsetsTopic))].map(([partition, offset]) => ({
        partition: objectOf(partition),
        offset: objectOf(offset),
      }));
    },
    async alter(name, entry, changes) {
      const owner = await ownerOf(name, entry);
      const group = { name, entry, groupId: owner.groupId };
      const external =
        owner.type === 'sink'
          ? await withAdmin(owner, (admin) => alterSink(admin, group, changes))
          : await writeSource({ name, entry, topic: owner.offsetsTopic }, changes.map(sourceText));
      return answer('altered', external);
    },
    async reset(name, entry) {
      const owner = await ownerOf(name, entry);
      const group = { name, entry, groupId: owner.groupId };
      if (owner.type === 'sink') return answer('reset', await withAdmin(owner, (admin) => resetSink(admin, group)));
      const partitions = [...(await sourceOffsets.all(name, owner.offsetsTopic)).keys()];
      return answer(
        'reset',
        await writeSource(
          { name, entry, topic: owner.offsetsTopic },
          partitions.map((partition) => [partition, null]),
        ),
      );
    },
  };
}

function answer(done: 'altered' | 'reset', external: boolean): string {
  return external
    ? `The offsets for this connector have been ${done} successfully`
    : `The Connect framework-managed offsets for this connector have been ${done} successfully. However, if this connector ` +
        `manages offsets externally, they will need to be manually ${done} in the system that the connector uses.`;
}

/** What a plugin throws at offsets that it was asked about is its word on the request. */
function refusal(name: string, error: unknown): Error {
  if (error instanceof EngineError) return error;
  if (error instanceof ConnectError) return new BadRequestError(error.message, { cause: error });
  return new InternalError(`Failed to modify offsets for connector ${name}`, { cause: error });
}

function unresolved(name: string, error: unknown): Error {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new InternalError(`The variables in the configuration of connector ${name} cannot be resolved: ${message}`, {
    cause: error,
  });
}

async function withEmptyGroup(name: string, what: 'alter' | 'reset', write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof GroupNotEmptyError)) throw error;
    throw new ConflictError(
      `Failed to ${what} consumer group offsets for connector ${name} either because its tasks haven't stopped completely yet or ` +
        `the connector was resumed before the request to ${what} its offsets could be successfully completed. If the connector is ` +
        `in a stopped state, this operation can be safely retried. If it doesn't eventually succeed, the Connect cluster may need ` +
        `to be restarted to get rid of the zombie sink tasks.`,
      { cause: error },
    );
  }
}

function sourceText({ partition, offset }: OffsetChange): OffsetText {
  if (partition === null) throw new BadRequestError('The partition for a source connector offset cannot be null or missing');
  requirePrimitives(partition);
  if (offset !== null) requirePrimitives(offset);
  return [stringifyJson(partition as JsonObject), offset === null ? null : stringifyJson(offset as JsonObject)];
}

function requirePrimitives(data: Readonly<Record<string, unknown>> | null): void {
  for (const [field, value] of Object.entries(data ?? {})) {
    const type = notPrimitive(value);
    if (type === null) continue;
    throw new BadRequestError(`Offsets may only contain primitive types as values, but field ${field} contains ${type}`);
  }
}

/** What it is if it is none of the values that an offset may have; null for one of them. */
function notPrimitive(value: unknown): string | null {
  if (Array.isArray(value)) return 'ARRAY';
  if (isJsonObject(value as Json)) return 'MAP';
  return typeof value === 'bigint' && value !== BigInt.asIntN(64, value) ? 'class java.math.BigInteger' : null;
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  return isJsonObject(value) ? value : {};
}
