/** What validation found out about a setting. A plugin's own `validate` may change it: add errors, values, hide it. */
export interface ConfigValue {
  readonly name: string;
  /** Parsed; null if it is missing or could not be parsed. */
  value: unknown;
  recommendedValues: unknown[];
  readonly errorMessages: string[];
  visible: boolean;
}

export function createConfigValue(name: string): ConfigValue {
  return { name, value: null, recommendedValues: [], errorMessages: [], visible: true };
}
