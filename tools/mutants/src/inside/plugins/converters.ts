import type { Converter, ConverterPlugin, Properties } from '@millrace/connector-api';
import { originalPlugin } from '../original-plugin.ts';

const text = await originalPlugin('org.apache.kafka.connect.storage.StringConverter', 'converter');
const json = await originalPlugin('org.apache.kafka.connect.json.JsonConverter', 'converter');

export const textInAscii: ConverterPlugin = {
  ...text,
  create: (props, options) => text.create({ ...props, 'converter.encoding': 'US-ASCII' }, options),
};

export const jsonWithoutSchemas: ConverterPlugin = withProps({ 'schemas.enable': 'false' });

export const jsonWithSchemas: ConverterPlugin = withProps({ 'schemas.enable': 'true' });

export const jsonReadsAnything: ConverterPlugin = {
  ...json,
  async create(props, options) {
    const [converter, plain] = await Promise.all([json.create(props, options), text.create({}, options)]);
    const toConnectData: Converter['toConnectData'] = (topic, bytes, headers) => {
      try {
        return converter.toConnectData(topic, bytes, headers);
      } catch {
        return plain.toConnectData(topic, bytes, headers);
      }
    };
    return { fromConnectData: (...data) => converter.fromConnectData(...data), toConnectData };
  },
};

function withProps(changes: Properties): ConverterPlugin {
  return { ...json, create: (props, options) => json.create({ ...props, ...changes }, options) };
}
