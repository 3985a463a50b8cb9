import {
  CaseInsensitiveValidString,
  ConfigDef,
  LambdaValidator,
  NonEmptyString,
  Range,
  ValidList,
  ValidString,
} from '@millrace/connector-api';
import type { AnyConfigDef, Validator } from '@millrace/connector-api';
import type { ClientKind } from '../client-overrides.ts';
import { ADMIN_KEYS } from './admin-keys.ts';
import type { ClientKey, ClientRule } from './client-key.ts';
import { connectionKeys } from './connection-keys.ts';
import { CONSUMER_KEYS } from './consumer-keys.ts';
import { PRODUCER_KEYS } from './producer-keys.ts';
import { SECURITY_KEYS } from './security-keys.ts';

const OWN_KEYS: Readonly<Record<ClientKind, readonly ClientKey[]>> = {
  producer: PRODUCER_KEYS,
  consumer: CONSUMER_KEYS,
  admin: ADMIN_KEYS,
};

const definitions = new Map<ClientKind, AnyConfigDef>();

/** The settings of Kafka's clients, by the names and with the defaults of Kafka's own. Java: `ProducerConfig` and so on. */
export function clientConfigDef(kind: ClientKind): AnyConfigDef {
  const known = definitions.get(kind);
  if (known !== undefined) return known;
  const def: AnyConfigDef = new ConfigDef();
  for (const key of [...connectionKeys(kind), ...SECURITY_KEYS, ...OWN_KEYS[kind]]) define(def, key);
  definitions.set(kind, def);
  return def;
}

function define(def: AnyConfigDef, { name, type, importance, documentation, default: text, rule }: ClientKey): void {
  const options = {
    name,
    type,
    importance,
    documentation,
    validator: rule === null ? null : validatorOf(rule),
    ...placeOf(name),
  };
  def.define(text === undefined ? options : { ...options, default: text as never });
}

/** What Kafka keeps to itself stands in a group without a name. */
function placeOf(name: string): { group?: string; internal?: boolean } {
  return name.startsWith('internal.') ? { group: '', internal: true } : {};
}

function validatorOf(rule: ClientRule): Validator {
  if ('oneOf' in rule) return rule.anyCase ? CaseInsensitiveValidString.in(...rule.oneOf) : ValidString.in(...rule.oneOf);
  if ('list' in rule) return ValidList.anyNonDuplicateValues({ isEmptyAllowed: rule.list === 'any', isNullAllowed: false });
  if ('nonEmpty' in rule) return new NonEmptyString();
  if ('check' in rule) return LambdaValidator.with(rule.check, () => 'a value that is checked');
  return rule.max === undefined ? Range.atLeast(rule.min ?? 0) : Range.between(rule.min ?? 0, rule.max);
}
