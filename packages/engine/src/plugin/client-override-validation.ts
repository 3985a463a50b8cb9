import { ConfigError, ConnectError, createConfigValue, hashOrdered, parseType } from '@millrace/connector-api';
import type { ClassResolver, ConfigValue } from '@millrace/connector-api';
import { BadRequestError } from '../model/errors.ts';
import type { ConfigMap, SubmittedConfig } from '../model/names.ts';
import { clientConfigDef } from './client-config/client-config-def.ts';
import { clientOverrides } from './client-overrides.ts';
import type { ClientKind } from './client-overrides.ts';
import type { ConfigInfosPart } from './config-infos.ts';
import { mergeConfigInfos, prefixedConfigInfos } from './config-infos.ts';
import { exactlyOnceSupport } from './exactly-once-support.ts';
import { hashCopyOrder } from './hash-copy.ts';
import { offsetsTopicOf } from './offsets-topic.ts';
import { overridePolicy } from './override-policy.ts';
import type { OverridePolicy } from './override-policy.ts';
import { withPrefix } from './prefixed.ts';
import { hasDeadLetterQueue } from './sink-checks.ts';

/**
 * What a connector overrides of its clients' settings, as far as it has such clients: whether the worker's policy allows it. A value
 * of the wrong type ends the validation with a BadRequestError; whether a value is valid shows when the client is made.
 */
export function validateClientOverrides(
  props: SubmittedConfig,
  type: 'source' | 'sink',
  properties: ConfigMap,
  resolveClass: ClassResolver,
): ConfigInfosPart {
  const policy = overridePolicy(properties);
  const kinds = type === 'source' ? sourceClients(props, properties) : sinkClients(props);
  return mergeConfigInfos(
    '',
    kinds.map((kind) => validateOverrides(props, kind, policy, resolveClass)),
  );
}

/** In the order of Java: first those it parses, then as they are listed. */
function sourceClients(props: SubmittedConfig, properties: ConfigMap): ClientKind[] {
  const ownOffsets = (offsetsTopicOf(props) ?? '') !== '' || exactlyOnceSupport(properties) === 'enabled';
  const createsTopics = Object.keys(props).some((key) => key.startsWith('topic.creation.'));
  return [
    'producer',
    ...(ownOffsets ? (['consumer'] as const) : []),
    ...(ownOffsets || createsTopics ? (['admin'] as const) : []),
  ];
}

function sinkClients(props: SubmittedConfig): ClientKind[] {
  return hasDeadLetterQueue(props) ? ['producer', 'consumer', 'admin'] : ['consumer'];
}

function validateOverrides(
  props: SubmittedConfig,
  kind: ClientKind,
  policy: OverridePolicy,
  resolveClass: ClassResolver,
): ConfigInfosPart {
  const prefix = `${kind}.override.`;
  const keys = clientConfigDef(kind).configKeys;
  // From hash map to hash map, as Java does: where two keys share a bucket, the order before counts.
  const copied = Object.fromEntries(hashCopyOrder(props));
  const overrides = hashOrdered(hashOrdered(new Map(Object.entries(withPrefix(copied, prefix)))));
  const values = [...overrides].map(([name, text]): ConfigValue => {
    const value = createConfigValue(name);
    const type = keys.get(name)?.type;
    value.value = type === undefined ? text : parsedOrRefused(() => parseType(name, text, type, resolveClass));
    if (!policy.allows(name)) value.errorMessages.push(refusal(policy, name));
    return value;
  });
  return prefixedConfigInfos(keys, values, prefix);
}

/**
 * What a connector overrides of a client's settings, without the prefix. Throws ConnectError for what the worker's policy does not
 * allow, which may be another one than when the connector was made.
 */
export function allowedOverrides(workerProperties: ConfigMap, props: ConfigMap, kind: ClientKind): ConfigMap {
  const overrides = clientOverrides(props, kind);
  const policy = overridePolicy(workerProperties);
  const refused = Object.keys(overrides).filter((name) => !policy.allows(name));
  if (refused.length === 0) return overrides;
  throw new ConnectError(`Client Config Overrides not allowed: ${refused.map((name) => refusal(policy, name)).join(' ')}`);
}

function refusal(policy: OverridePolicy, name: string): string {
  return `The '${policy.name}' policy does not allow '${name}' to be overridden in the connector configuration.`;
}

function parsedOrRefused<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof ConfigError ? new BadRequestError(error.message, { cause: error }) : error;
  }
}
