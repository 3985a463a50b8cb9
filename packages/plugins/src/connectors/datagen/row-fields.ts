import { ConfigError } from '@millrace/connector-api';
import { readShare } from './arguments.ts';
import { sometimesNull, type AnyGenerator, type Members } from './generator.ts';
import { readGenerator } from './generator-forms.ts';
import type { Template } from './template.ts';
import { TEMPLATES } from './templates.ts';

/** What a configuration says about rows. */
export interface RowSettings {
  readonly template: string;
  readonly fields: readonly string[];
  readonly 'key.field': string | null;
}

/** A setting that its ConfigDef takes, but that is wrong beside the others. */
export class RowSettingError extends ConfigError {
  readonly setting: keyof RowSettings;

  constructor(setting: keyof RowSettings, value: string, why: string) {
    super(ConfigError.invalidValue(setting, value, why).message);
    this.setting = setting;
  }
}

/** The fields of a row's value, and what its key is made with. */
export interface RowFields {
  readonly schemaName: string;
  readonly fields: ReadonlyMap<string, AnyGenerator>;
  readonly key: { readonly name: string; readonly generator: AnyGenerator } | null;
}

/** Throws a RowSettingError for fields and keys that there are not. */
export function readRowFields(settings: RowSettings): RowFields {
  const template = TEMPLATES.get(settings.template);
  if (template === undefined) throw new RowSettingError('template', settings.template, 'There is no such template');
  const entries = settings.fields;
  const fields = entries.length === 0 ? new Map(Object.entries(template.fields)) : readFields(entries, template);
  const ofTemplate = entries.length === 0 || entries.some((entry) => !entry.includes(':'));
  return { schemaName: template.schemaName, fields, key: keyOf(settings['key.field'], fields, template, ofTemplate) };
}

function readFields(entries: readonly string[], { fields }: Template): Map<string, AnyGenerator> {
  const chosen = new Map<string, AnyGenerator>();
  for (const entry of entries) {
    try {
      const [name, generator] = readField(entry, fields);
      if (chosen.has(name)) throw new RangeError(`the field '${name}' is there twice`);
      chosen.set(name, generator);
    } catch (error) {
      if (error instanceof RangeError) throw new RowSettingError('fields', entry, error.message);
      throw error;
    }
  }
  return chosen;
}

/** `name:generator`, or the name of a field of the template, with `?share` where some values are to be null. */
function readField(entry: string, fields: Members): [name: string, generator: AnyGenerator] {
  const colon = entry.indexOf(':');
  if (colon === 0 || entry === '') throw new RangeError('a field has to have a name');
  if (colon > 0) return [entry.slice(0, colon).trim(), readGenerator(entry.slice(colon + 1).trim())];
  const [name = '', share] = entry.split('?', 2);
  if (!Object.hasOwn(fields, name)) {
    throw new RangeError(
      `the template has no field '${name}', only ${Object.keys(fields).join(', ')}; write ${name}:generator for one of your own`,
    );
  }
  const generator = fields[name] as AnyGenerator;
  return [name, share === undefined ? generator : sometimesNull(readShare(share), generator)];
}

/** Rows that have something of the template have its key as well, if they are not told otherwise. */
function keyOf(
  asked: string | null,
  chosen: ReadonlyMap<string, AnyGenerator>,
  template: Template,
  ofTemplate: boolean,
): RowFields['key'] {
  if (asked === '') return null;
  const name = asked ?? template.keyField;
  const generator = chosen.get(name) ?? (Object.hasOwn(template.fields, name) ? template.fields[name] : undefined);
  if (asked === null && !ofTemplate && !chosen.has(name)) return null;
  if (generator === undefined) {
    const names = [...new Set([...chosen.keys(), ...Object.keys(template.fields)])].join(', ');
    throw new RowSettingError('key.field', name, `the rows have no such field, only ${names}`);
  }
  return { name, generator };
}
