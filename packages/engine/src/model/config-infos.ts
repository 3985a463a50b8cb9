/** A config key as the REST API shows it (wire names, because it has no other life). */
export interface ConfigKeyData {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default_value: string | null;
  readonly importance: string;
  readonly documentation: string;
  readonly group: string | null;
  readonly order_in_group: number;
  readonly width: string;
  readonly display_name: string;
  readonly dependents: readonly string[];
}

export interface ConfigValueData {
  readonly name: string;
  readonly value: string | null;
  readonly recommended_values: readonly string[];
  readonly errors: readonly string[];
  readonly visible: boolean;
}

export interface ConfigInfosData {
  readonly name: string;
  readonly error_count: number;
  readonly groups: readonly string[];
  /** The definition is null for a setting that nobody declares: a client's unknown key, a key with a null value. */
  readonly configs: readonly { readonly definition: ConfigKeyData | null; readonly value: ConfigValueData }[];
}

export interface PluginInfo {
  readonly class: string;
  readonly type: string;
  readonly version: string;
}
