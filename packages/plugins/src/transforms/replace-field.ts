import {
  ConfigDef,
  ConfigError,
  DataError,
  hashOrdered,
  LambdaValidator,
  requestedCapacity,
  SchemaBuilder,
  Struct,
  ValidList,
  validateValue,
  type Field,
  type Schema,
} from '@millrace/connector-api';
import { carriedOver, fieldReader, replaceNullWithDefault, type FieldReader } from '../records/field-values.ts';
import { MapPlans, type MapShape } from '../records/map-plans.ts';
import { requireMap, requireStruct } from '../records/requirements.ts';
import { copyBasics, perSchema } from '../records/struct-schema.ts';
import { partTransformations } from '../records/transformation-forms.ts';
import { splitAsJava } from '../text/java-split.ts';

const PURPOSE = 'field replacement';

const anyFields = ValidList.anyNonDuplicateValues({ isEmptyAllowed: true, isNullAllowed: false });

const config = new ConfigDef()
  .define({
    name: 'exclude',
    type: 'LIST',
    default: [],
    validator: anyFields,
    importance: 'MEDIUM',
    documentation: 'Fields to leave out, also if they are included.',
  })
  .define({
    name: 'include',
    type: 'LIST',
    default: [],
    validator: anyFields,
    importance: 'MEDIUM',
    documentation: 'Fields to keep, and no others. Empty: all.',
  })
  .define({
    name: 'renames',
    type: 'LIST',
    default: [],
    validator: LambdaValidator.with(
      (_name, value) => {
        renamesOf(value as readonly string[]);
      },
      () => 'pairs of the old name and the new one, with a colon between them: foo:bar,abc:xyz',
    ),
    importance: 'MEDIUM',
    documentation: 'New names for fields, as pairs of the old name and the new one: foo:bar,abc:xyz.',
  })
  .define(replaceNullWithDefault);

/**
 * Leaves out and renames fields, of a struct or a map. Answers to `org.apache.kafka.connect.transforms.ReplaceField$Key` and
 * `$Value`.
 */
const forms = partTransformations(config, (settings, part) => {
  const selection = new FieldSelection(settings.exclude, settings.include, renamesOf(settings.renames));
  const read = fieldReader(settings['replace.null.with.default']);
  const mapPlans = new MapPlans((names) => selection.mapShapeFor(names));
  const planOf = perSchema((schema) => selection.planFor(schema));
  return (record) => {
    const value = part.valueOf(record);
    if (value === null) return record;
    const schema = part.schemaOf(record);
    if (schema === null) {
      const map = requireMap(value, PURPOSE);
      return part.replace(record, null, mapPlans.build(map, [...map.values()]));
    }
    const struct = requireStruct(value, schema, PURPOSE);
    const plan = planOf(struct.schema);
    return part.replace(record, plan.schema, selected(struct, plan, read));
  };
});

export const replaceFieldKey = forms.key;
export const replaceFieldValue = forms.value;

interface Plan {
  readonly schema: Schema;
  /** For each field where its value comes from. */
  readonly sources: readonly Field[];
}

class FieldSelection {
  readonly #exclude: ReadonlySet<string>;
  readonly #include: ReadonlySet<string>;
  readonly #renames: ReadonlyMap<string, string>;
  readonly #oldNames: ReadonlyMap<string, string>;

  constructor(exclude: readonly string[], include: readonly string[], renames: ReadonlyMap<string, string>) {
    this.#exclude = new Set(exclude);
    this.#include = new Set(include);
    this.#renames = renames;
    // Where two fields get the same name, the last in the order of a Java map is the one that it stands for.
    this.#oldNames = new Map(Array.from(hashOrdered(renames), ([from, to]) => [to, from]));
  }

  mapShapeFor(names: readonly string[]): MapShape {
    const entries = new Map<string, number>();
    for (const [i, name] of names.entries()) if (this.#keeps(name)) entries.set(this.#renamed(name), i);
    return { entries, capacity: requestedCapacity(names.length) };
  }

  planFor(schema: Schema): Plan {
    const builder = copyBasics(schema, SchemaBuilder.struct());
    for (const field of schema.fields) if (this.#keeps(field.name)) builder.field(this.#renamed(field.name), field.schema);
    const selected = builder.build();
    return { schema: selected, sources: selected.fields.map(({ name }) => this.#source(schema, name)) };
  }

  #source(schema: Schema, name: string): Field {
    const oldName = this.#oldNames.get(name) ?? name;
    const field = schema.field(oldName);
    if (field === undefined) throw new DataError(`${oldName} is not a valid field name`);
    return field;
  }

  #keeps(name: string): boolean {
    return !this.#exclude.has(name) && (this.#include.size === 0 || this.#include.has(name));
  }

  #renamed(name: string): string {
    return this.#renames.get(name) ?? name;
  }
}

function selected(struct: Struct, { schema, sources }: Plan, read: FieldReader): Struct {
  const values = schema.fields.map((field, i) => {
    const source = sources[i] as Field;
    const value = read(struct, source);
    if (source.schema === field.schema) return carriedOver(field, value);
    // The name that it is renamed to was that of another field.
    validateValue(field.schema, value, field.name);
    return value;
  });
  return Struct.ofTrusted(schema, values);
}

function renamesOf(pairs: readonly string[]): Map<string, string> {
  const renames = new Map<string, string>();
  for (const pair of pairs) {
    const [from, to, ...rest] = splitAsJava(pair, ':');
    if (from === undefined || to === undefined || rest.length > 0) {
      throw ConfigError.invalidValue('renames', pairs, `Invalid rename mapping: ${pair}`);
    }
    renames.set(from, to);
  }
  return renames;
}
