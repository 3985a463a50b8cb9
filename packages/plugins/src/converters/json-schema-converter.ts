import {
  CaseInsensitiveValidString,
  ConfigDef,
  type ConfigOf,
  type Converter,
  type ConverterOptions,
  type Properties,
} from '@millrace/connector-api';
import { createJsonSchemaFormat } from '../json-schema/json-schema-format.ts';
import type { JsonSchemaSettings } from '../json-schema/json-schema-notes.ts';
import { registryConfig } from '../schema-registry/registry-config.ts';
import { createRegistryConverter } from '../schema-registry/registry-converter.ts';
import { refuseUnsupported, registryClientOf, registryUseOf } from '../schema-registry/registry-settings.ts';
import { withUse } from './converter-config.ts';

const config = new ConfigDef(registryConfig)
  .define({
    name: 'object.additional.properties',
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether the schemas that are written let objects have members that they do not name.',
  })
  .define({
    name: 'use.optional.for.nonrequired',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether properties that a schema does not require are optional.',
  })
  .define({
    name: 'flatten.singleton.unions',
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether a choice of one schema is that schema.',
  })
  .define({
    name: 'ignore.default.for.nullables',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a null is written as null where its field has a default; otherwise the default is written.',
  })
  .define({
    name: 'decimal.format',
    type: 'STRING',
    default: 'BASE64',
    validator: CaseInsensitiveValidString.in('BASE64', 'NUMERIC'),
    importance: 'LOW',
    documentation:
      'How decimals are written: BASE64 for the text of their bytes, NUMERIC for JSON numbers. Both are understood when reading.',
  })
  .define({
    name: 'json.fail.invalid.schema',
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether data that does not fit its schema is an error, when it is written and when it is read.',
  });

/** JSON whose schemas a schema registry keeps. Answers to `io.confluent.connect.json.JsonSchemaConverter`. */
export const jsonSchemaConverter = {
  type: 'converter',
  config,
  create(props: Properties, options: ConverterOptions): Converter {
    refuseUnsupported(props);
    const parsed = config.parse(withUse(props, options));
    return createRegistryConverter(
      createJsonSchemaFormat(formatSettingsOf(parsed)),
      registryClientOf(parsed, props),
      registryUseOf(parsed, options),
    );
  },
} as const;

function formatSettingsOf(parsed: ConfigOf<typeof config>): JsonSchemaSettings {
  return {
    additionalProperties: parsed['object.additional.properties'],
    optionalForNonRequired: parsed['use.optional.for.nonrequired'],
    flattenSingletonUnions: parsed['flatten.singleton.unions'],
    ignoreDefaultForNullables: parsed['ignore.default.for.nullables'],
    decimalFormat: parsed['decimal.format'].toUpperCase() === 'NUMERIC' ? 'NUMERIC' : 'BASE64',
    validate: parsed['json.fail.invalid.schema'],
  };
}
