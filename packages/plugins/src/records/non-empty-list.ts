import { ConfigError, LambdaValidator } from '@millrace/connector-api';

/** Lists that have an element at least. */
export const nonEmptyList = LambdaValidator.with(
  (name, value) => {
    if (!Array.isArray(value) || value.length === 0) throw ConfigError.invalidValue(name, value, 'Empty list');
  },
  () => 'non-empty list',
);
