import { ConnectSchema } from './connect-schema.ts';
import { DataError, SchemaBuilderError } from './errors.ts';
import type { Field, Schema, SchemaType } from './schema.ts';
import { validateValue } from './validate-value.ts';

/**
 * Builds a {@link Schema}, with the fluent calls of Java's SchemaBuilder. What was set once cannot be set to something else; a
 * mistake is a SchemaBuilderError with Java's text. `build` may be called more than once.
 *
 * @example
 * const user = SchemaBuilder.struct().name('com.example.User').field('id', schemas.INT64).field('mail', schemas.OPTIONAL_STRING).build();
 */
export class SchemaBuilder {
  readonly #type: SchemaType;
  readonly #fields = new Map<string, Field>();
  #optional: boolean | null = null;
  #default: unknown = null;
  #name: string | null = null;
  #version: number | null = null;
  #doc: string | null = null;
  #parameters: Map<string, string> | null = null;
  #keySchema: Schema | null = null;
  #valueSchema: Schema | null = null;

  constructor(type: SchemaType) {
    this.#type = type;
  }

  static int8(): SchemaBuilder {
    return new SchemaBuilder('INT8');
  }
  static int16(): SchemaBuilder {
    return new SchemaBuilder('INT16');
  }
  static int32(): SchemaBuilder {
    return new SchemaBuilder('INT32');
  }
  static int64(): SchemaBuilder {
    return new SchemaBuilder('INT64');
  }
  static float32(): SchemaBuilder {
    return new SchemaBuilder('FLOAT32');
  }
  static float64(): SchemaBuilder {
    return new SchemaBuilder('FLOAT64');
  }
  static bool(): SchemaBuilder {
    return new SchemaBuilder('BOOLEAN');
  }
  static string(): SchemaBuilder {
    return new SchemaBuilder('STRING');
  }
  static bytes(): SchemaBuilder {
    return new SchemaBuilder('BYTES');
  }
  static struct(): SchemaBuilder {
    return new SchemaBuilder('STRUCT');
  }

  static array(valueSchema: Schema): SchemaBuilder {
    if (isMissing(valueSchema)) throw new SchemaBuilderError('valueSchema cannot be null.');
    return SchemaBuilder.#container('ARRAY', null, valueSchema);
  }

  static map(keySchema: Schema, valueSchema: Schema): SchemaBuilder {
    if (isMissing(keySchema)) throw new SchemaBuilderError('keySchema cannot be null.');
    if (isMissing(valueSchema)) throw new SchemaBuilderError('valueSchema cannot be null.');
    return SchemaBuilder.#container('MAP', keySchema, valueSchema);
  }

  /** An array whose elements' schema is not known: an empty one, read from a header. */
  static arrayOfNull(): SchemaBuilder {
    return SchemaBuilder.#container('ARRAY', null, null);
  }

  /** A map whose schemas are not known, either or both. */
  static mapOfNull(keySchema: Schema | null = null, valueSchema: Schema | null = null): SchemaBuilder {
    return SchemaBuilder.#container('MAP', keySchema, valueSchema);
  }

  static #container(type: SchemaType, keySchema: Schema | null, valueSchema: Schema | null): SchemaBuilder {
    const builder = new SchemaBuilder(type);
    builder.#keySchema = keySchema;
    builder.#valueSchema = valueSchema;
    return builder;
  }

  optional(): this {
    checkCanSet('optional', this.#optional, true);
    this.#optional = true;
    return this;
  }

  required(): this {
    checkCanSet('optional', this.#optional, false);
    this.#optional = false;
    return this;
  }

  /** The value has to fit what was set so far: call `optional` before giving null. */
  defaultValue(value: unknown): this {
    checkCanSet('default', this.#default, value);
    try {
      validateValue(this.build(), value);
    } catch (cause) {
      if (cause instanceof DataError) throw new SchemaBuilderError('Invalid default value', { cause });
      throw cause;
    }
    this.#default = value;
    return this;
  }

  name(name: string): this {
    checkCanSet('name', this.#name, name);
    this.#name = name;
    return this;
  }

  version(version: number): this {
    checkCanSet('version', this.#version, version);
    this.#version = version;
    return this;
  }

  doc(doc: string): this {
    checkCanSet('doc', this.#doc, doc);
    this.#doc = doc;
    return this;
  }

  /** A parameter of a logical type. Unlike the rest it may be set again. */
  parameter(name: string, value: string): this {
    this.#parameters ??= new Map();
    this.#parameters.set(name, value);
    return this;
  }

  parameters(parameters: ReadonlyMap<string, string>): this {
    for (const [name, value] of parameters) this.parameter(name, value);
    return this;
  }

  /** Adds a field to a STRUCT; fields keep the order of these calls. */
  field(name: string, schema: Schema): this {
    if (this.#type !== 'STRUCT') throw new SchemaBuilderError(`Cannot create fields on type ${this.#type}`);
    if (isMissing(name) || name === '') throw new SchemaBuilderError('fieldName cannot be null.');
    if (isMissing(schema)) throw new SchemaBuilderError(`fieldSchema for field ${name} cannot be null.`);
    if (this.#fields.has(name)) {
      throw new SchemaBuilderError(`Cannot create field because of field name duplication ${name}`);
    }
    this.#fields.set(name, { name, index: this.#fields.size, schema });
    return this;
  }

  build(): Schema {
    return new ConnectSchema({
      type: this.#type,
      optional: this.#optional ?? false,
      defaultValue: this.#default,
      name: this.#name,
      version: this.#version,
      doc: this.#doc,
      parameters: this.#parameters === null ? null : new Map(this.#parameters),
      fields: [...this.#fields.values()],
      keySchema: this.#keySchema,
      valueSchema: this.#valueSchema,
    });
  }
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function checkCanSet(what: string, current: unknown, value: unknown): void {
  if (current !== null && current !== value) {
    throw new SchemaBuilderError(`Invalid SchemaBuilder call: ${what} has already been set.`);
  }
}
