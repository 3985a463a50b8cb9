import type { ConfigKey, ParsedConfig, Recommender } from './config-key.ts';
import type { Validator } from './validator.ts';
import { LambdaValidator } from './validators.ts';

/** A key of another ConfigDef under a prefix. Its validator and recommender still see their own names, without the prefix. */
export function embeddedKey(key: ConfigKey, keyPrefix: string, groupPrefix: string, orderInGroup: number): ConfigKey {
  return {
    ...key,
    name: keyPrefix + key.name,
    group: groupPrefix + (key.group === null ? '' : `: ${key.group}`),
    orderInGroup,
    validator: key.validator && embeddedValidator(key.validator, keyPrefix),
    recommender: key.recommender && embeddedRecommender(key.recommender, keyPrefix),
    dependents: key.dependents.map((dependent) => keyPrefix + dependent),
  };
}

function embeddedValidator(base: Validator, prefix: string): Validator {
  return LambdaValidator.with(
    (name, value, type) => base.ensureValid(name.slice(prefix.length), value, type),
    () => String(base),
  );
}

function embeddedRecommender(base: Recommender, prefix: string): Recommender {
  const own = (config: ParsedConfig): ParsedConfig =>
    new Map([...config].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]));
  return {
    validValues: (name, config) => base.validValues(name.slice(prefix.length), own(config)),
    visible: (name, config) => base.visible(name.slice(prefix.length), own(config)),
  };
}
