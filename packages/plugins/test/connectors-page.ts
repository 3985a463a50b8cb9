import { convertToString, type ConfigKey, type Plugin, type Schema } from '@millrace/connector-api';
import { GENERATOR_FORMS } from '../src/connectors/datagen/generator-forms.ts';
import { readRowFields } from '../src/connectors/datagen/row-fields.ts';
import { createRowMaker } from '../src/connectors/datagen/row-maker.ts';
import { Row } from '../src/connectors/datagen/row.ts';
import { TEMPLATES } from '../src/connectors/datagen/templates.ts';
import { datagenConfig } from '../src/connectors/datagen-config.ts';
import { connectToJson } from '../src/json/connect-to-json.ts';
import { ENTRIES, type PageEntry } from './connectors-page-entries.ts';

const INTRODUCTION = `<!-- Written by \`npx vitest run packages/plugins/test/connectors-page.test.ts -u\`. Do not edit. -->

# The connectors that come with Millrace

Each is shown with an example and with its own settings. Every connector has those of Kafka Connect as well: \`tasks.max\`, \`key.converter\`,
\`transforms\`, \`errors.tolerance\` and so on, and sinks \`topics\` or \`topics.regex\`. An example is put to use with

\`\`\`sh
curl -X PUT -H 'Content-Type: application/json' http://127.0.0.1:8083/connectors/<name>/config -d '<example>'
\`\`\`
`;

/** The text of docs/connectors.md. `plugins`: what the manifests of the classes load. */
export function connectorsPage(plugins: ReadonlyMap<string, Plugin>): string {
  const sections = ENTRIES.map((entry) => section(entry, plugins.get(entry.class) as Plugin));
  return `${[INTRODUCTION.trimEnd(), contents(), ...sections].join('\n\n')}\n`;
}

function contents(): string {
  const rows = ENTRIES.map(({ heading, class: javaClass }) => [
    `[${heading}](#${heading.toLowerCase().replaceAll(' ', '-')})`,
    code(javaClass.replace(/^.*\.(\w+)Connector$/, '$1')),
    code(javaClass),
  ]);
  return table(['connector', '`connector.class`', 'in full'], rows);
}

/** The first rows that a Datagen configuration makes, as JSON. */
function firstRows(example: PageEntry['example'], count: number): string {
  const config = datagenConfig.parse(example);
  const maker = createRowMaker(readRowFields(config), false);
  const row = new Row(config.seed, 0);
  return Array.from({ length: count }, (_, index) => {
    row.moveTo(index, index, 0);
    return connectToJson(null, maker.value(row), { replaceNullWithDefault: false, decimalFormat: 'NUMERIC' });
  }).join('\n');
}

function section({ heading, class: javaClass, about, example, more }: PageEntry, plugin: Plugin): string {
  const parts = [`## ${heading}`, about, `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``];
  const keys = [...plugin.config.configKeys.values()];
  if (keys.length > 0) parts.push(table(['setting', 'type', 'default', 'what it does'], keys.map(settingRow)));
  if (more !== undefined) parts.push(more);
  if (javaClass.endsWith('DatagenSourceConnector')) parts.push(...datagenParts(example));
  return parts.join('\n\n');
}

function settingRow(key: ConfigKey): string[] {
  const value = convertToString(key.defaultValue, key.type);
  const shown = value === null || value === '' ? 'none' : code(value);
  return [code(key.name), key.type, key.hasDefault ? shown : 'required', `${key.documentation}${valid(key)}`];
}

function valid({ validator }: ConfigKey): string {
  return validator === null ? '' : ` Valid: ${String(validator)}.`;
}

function datagenParts(example: PageEntry['example']): string[] {
  const templates = Array.from(TEMPLATES, ([name, { keyField, fields }]) => [
    code(name),
    code(keyField),
    Object.entries(fields)
      .map(([field, { kind }]) => `${code(field)} ${typeText(kind.schema)}`)
      .join(', '),
  ]);
  const generators = GENERATOR_FORMS.map(({ name, argument, about }) => [
    code(argument === null ? name : `${name}(${argument})`),
    about,
  ]);
  return [
    `The first rows of the example, as JSON:\n\n\`\`\`json\n${firstRows(example, 2)}\n\`\`\``,
    '### Templates',
    table(['template', 'key', 'fields'], templates),
    '### Generators for fields of your own',
    'Written as `name:generator`. What stands in the brackets here is what is taken when there are none.',
    table(['generator', 'what it makes'], generators),
  ];
}

function typeText(schema: Schema): string {
  const name = schema.name?.replace(/^.*\./, '') ?? schema.type;
  const text = schema.type === 'ARRAY' ? `ARRAY of ${schema.valueSchema?.type}` : name;
  return schema.optional ? `${text} or null` : text;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`)
    .join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
