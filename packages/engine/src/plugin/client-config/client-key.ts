/** What a client setting's value has to be, beside being of its type. */
export type ClientRule =
  | { readonly min?: number; readonly max?: number }
  | { readonly oneOf: readonly string[]; readonly anyCase?: boolean }
  | { readonly list: 'any' | 'nonEmpty' }
  | { readonly nonEmpty: true }
  | { readonly check: (key: string, value: unknown) => void };

/** A setting of Kafka's producer, consumer or admin client. Such settings belong to no group. */
export interface ClientKey {
  readonly name: string;
  readonly type: ClientKeyType;
  readonly importance: ClientKeyImportance;
  /** As text; null: none; undefined: the setting is required. */
  readonly default: string | null | undefined;
  readonly documentation: string;
  readonly rule: ClientRule | null;
}

export type ClientKeyType = 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'BOOLEAN' | 'LIST' | 'CLASS' | 'PASSWORD';
export type ClientKeyImportance = 'HIGH' | 'MEDIUM' | 'LOW';

/** One line of a table of client settings. */
export function clientKey(
  name: string,
  type: ClientKeyType,
  importance: ClientKeyImportance,
  defaultValue: string | null | undefined,
  documentation: string,
  rule: ClientRule | null = null,
): ClientKey {
  return { name, type, importance, default: defaultValue, documentation, rule };
}
