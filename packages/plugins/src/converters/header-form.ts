import type { AnyConfigDef, Converter, ConverterOptions, HeaderConverterPlugin, Properties } from '@millrace/connector-api';

/** A converter plugin whose converter is there at once. */
interface PlainConverterPlugin<Def extends AnyConfigDef> {
  readonly config: Def;
  create(props: Properties, options: ConverterOptions): Converter;
}

/** The same conversion for headers, which it treats as values that happen to have a name. */
export function headerForm<Def extends AnyConfigDef>(plugin: PlainConverterPlugin<Def>): HeaderConverterPlugin<Def> {
  return {
    type: 'header_converter',
    config: plugin.config,
    create(props) {
      const converter = plugin.create(props, { use: 'header' });
      return {
        fromConnectHeader: (topic, _key, schema, value) => converter.fromConnectData(topic, schema, value),
        toConnectHeader: (topic, _key, bytes) => converter.toConnectData(topic, bytes),
      };
    },
  };
}
