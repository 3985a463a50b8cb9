import type { ClassRef } from './class-ref.ts';
import type { ConfigType, ConfigTypeValues } from './config-types.ts';
import type { Password } from './password.ts';
import type { Validator } from './validator.ts';

export type Importance = 'HIGH' | 'MEDIUM' | 'LOW';

/** How much room a form should give to the value. */
export type Width = 'NONE' | 'SHORT' | 'MEDIUM' | 'LONG';

/** Parsed values by key; null where a value is missing or could not be parsed. */
export type ParsedConfig = ReadonlyMap<string, unknown>;

/** Proposes values for a setting, depending on the others, and says whether it matters at all. May throw ConfigError. */
export interface Recommender {
  /** Values to choose from; none: any. */
  validValues(name: string, config: ParsedConfig): readonly unknown[];
  visible(name: string, config: ParsedConfig): boolean;
}

/** A default may be given as the parsed value, or for some types as text. */
export interface ConfigTypeDefaults extends Omit<ConfigTypeValues, 'LONG' | 'LIST' | 'CLASS' | 'PASSWORD'> {
  LONG: bigint | number;
  LIST: readonly string[] | string;
  CLASS: ClassRef | string;
  PASSWORD: Password | string;
}

/** How a setting is declared. */
export interface ConfigKeyOptions<Name extends string, Type extends ConfigType> {
  readonly name: Name;
  readonly type: Type;
  readonly validator?: Validator | null;
  readonly importance: Importance;
  readonly documentation: string;
  /** Settings of a group stand together in documentation and forms, by `orderInGroup`. */
  readonly group?: string | null;
  readonly orderInGroup?: number;
  readonly width?: Width;
  /** The name in forms; the key itself if left out. */
  readonly displayName?: string;
  /** Keys of settings whose validity or visibility depends on this one. */
  readonly dependents?: readonly string[];
  readonly recommender?: Recommender | null;
  /** Not meant for users: left out of documentation. */
  readonly internal?: boolean;
}

/** A setting as it was declared, with everything filled in. */
export interface ConfigKey {
  readonly name: string;
  readonly type: ConfigType;
  /** Whether the setting may be left out. */
  readonly hasDefault: boolean;
  /** Parsed; null also where there is no default. */
  readonly defaultValue: unknown;
  readonly validator: Validator | null;
  readonly importance: Importance;
  readonly documentation: string;
  readonly group: string | null;
  /** -1: none. */
  readonly orderInGroup: number;
  readonly width: Width;
  readonly displayName: string;
  readonly dependents: readonly string[];
  readonly recommender: Recommender | null;
  readonly internal: boolean;
}
