import { ConfigError, parseType } from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';
import { listItems } from './alias-list.ts';
import { valueOf } from './prefixed.ts';
import { safeOverrides } from './safe-overrides.ts';

/** Which client settings connectors may override (KIP-458, KIP-1188). */
export interface OverridePolicy {
  readonly name: 'All' | 'None' | 'Principal' | 'Allowlist';
  allows(setting: string): boolean;
}

const POLICY = 'connector.client.config.override.policy';
const ALLOWLIST = 'connector.client.config.override.allowlist';
const PRINCIPAL_SETTINGS: ReadonlySet<string> = new Set(['sasl.jaas.config', 'sasl.mechanism', 'security.protocol']);
const CLASS_NAME = /^(?:org\.apache\.kafka\.connect\.connector\.policy\.)?(\w+?)(?:ConnectorClientConfigOverridePolicy)?$/;

/**
 * The policy of a worker with these properties. Unless they name one it is All, as in Kafka Connect, for the embedded store, where
 * nothing can be reached by it; on a Kafka it is Allowlist, with a list that is safe unless another one is given. Throws ConfigError
 * for a policy that there is not.
 */
export function overridePolicy(properties: ConfigMap): OverridePolicy {
  const configured = valueOf(properties, POLICY) ?? null;
  if (configured === null) return standardPolicy(properties);
  const text = String(parseType(POLICY, configured, 'STRING'));
  const [, name] = CLASS_NAME.exec(text) ?? [];
  switch (name) {
    case 'All':
      return { name, allows: () => true };
    case 'None':
      return { name, allows: () => false };
    case 'Principal':
      return { name, allows: (setting) => PRINCIPAL_SETTINGS.has(setting) };
    case 'Allowlist':
      return allowlist(new Set(listItems(properties, ALLOWLIST)));
    default:
      throw ConfigError.invalidValue(POLICY, configured, 'it has to be one of All, None, Principal, Allowlist');
  }
}

function standardPolicy(properties: ConfigMap): OverridePolicy {
  if ((valueOf(properties, 'bootstrap.servers') ?? '').trim() === '') return { name: 'All', allows: () => true };
  return allowlist(valueOf(properties, ALLOWLIST) === undefined ? safeOverrides() : new Set(listItems(properties, ALLOWLIST)));
}

function allowlist(allowed: ReadonlySet<string>): OverridePolicy {
  return { name: 'Allowlist', allows: (setting) => allowed.has(setting) };
}
