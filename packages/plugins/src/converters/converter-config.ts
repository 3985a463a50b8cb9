import { ConfigDef, ValidString, type ConfigOf, type ConverterOptions, type Properties } from '@millrace/connector-api';

/** The settings that every converter has. */
export const converterConfig = new ConfigDef().define({
  name: 'converter.type',
  type: 'STRING',
  validator: ValidString.in('key', 'value', 'header'),
  importance: 'LOW',
  documentation: 'What the converter is for: keys, values or headers. The worker fills it in.',
});

export type ConverterConfig = ConfigOf<typeof converterConfig>;

/** The properties that a converter parses: those that it is given, and what it is used for. */
export function withUse(props: Properties, { use }: ConverterOptions): Properties {
  return { ...props, 'converter.type': use };
}
