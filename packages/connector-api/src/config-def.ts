/** A configuration as text, by key. A null value is a key that is there without a value. */
export type Properties = Readonly<Record<string, string>>;
// implemented next
export type AnyConfigDef = any;
export type ConfigOf<D> = any;
export type ConfigValue = any;
