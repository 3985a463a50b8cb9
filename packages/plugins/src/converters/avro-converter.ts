import { ConfigDef, type ConfigOf, type Converter, type ConverterOptions, type Properties } from '@millrace/connector-api';
import { createAvroFormat, type AvroFormatSettings } from '../avro/avro-format.ts';
import { registryConfig } from '../schema-registry/registry-config.ts';
import { createRegistryConverter } from '../schema-registry/registry-converter.ts';
import { refuseUnsupported, registryClientOf, registryUseOf } from '../schema-registry/registry-settings.ts';
import { withUse } from './converter-config.ts';

const config = new ConfigDef(registryConfig)
  .define({
    name: 'enhanced.avro.schema.support',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether enums stay enums, and the fields of unions are named with the packages of their types.',
  })
  .define({
    name: 'connect.meta.data',
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether what Avro has no words for (names, versions, documentation, parameters) is noted in the schema.',
  })
  .define({
    name: 'scrub.invalid.names',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether characters that names in Avro may not have are replaced; otherwise such a name is an error.',
  })
  .define({
    name: 'allow.optional.map.keys',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether maps whose keys are optional strings are maps in Avro too, and not arrays of entries.',
  })
  .define({
    name: 'flatten.singleton.unions',
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether a union of one type is that type.',
  })
  .define({
    name: 'discard.type.doc.default',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether documentation and defaults of fields only are kept, and not those of their types.',
  })
  .define({
    name: 'ignore.default.for.nullables',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a null is written as null where its field has a default; otherwise the default is written.',
  })
  .define({
    name: 'avro.fail.on.trailing.data',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether bytes after the data of a record are an error.',
  });

/** Avro data whose schemas a schema registry keeps. Answers to `io.confluent.connect.avro.AvroConverter`. */
export const avroConverter = {
  type: 'converter',
  config,
  create(props: Properties, options: ConverterOptions): Converter {
    refuseUnsupported(props);
    const parsed = config.parse(withUse(props, options));
    return createRegistryConverter(
      createAvroFormat(formatSettingsOf(parsed)),
      registryClientOf(parsed, props),
      registryUseOf(parsed, options),
    );
  },
} as const;

function formatSettingsOf(parsed: ConfigOf<typeof config>): AvroFormatSettings {
  return {
    connectMetaData: parsed['connect.meta.data'],
    enhanced: parsed['enhanced.avro.schema.support'],
    scrubNames: parsed['scrub.invalid.names'],
    optionalMapKeys: parsed['allow.optional.map.keys'],
    flattenSingletonUnions: parsed['flatten.singleton.unions'],
    discardTypeDocDefault: parsed['discard.type.doc.default'],
    ignoreDefaultForNullables: parsed['ignore.default.for.nullables'],
    failOnTrailingData: parsed['avro.fail.on.trailing.data'],
  };
}
