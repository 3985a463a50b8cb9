/** A configuration as text, by key. */
export type Properties = Readonly<Record<string, string>>;
// eslint-disable-next-line
export type AnyConfigDef = any;
// eslint-disable-next-line
export type ConfigOf<_D> = any;
// eslint-disable-next-line
export type ConfigValue = any;
