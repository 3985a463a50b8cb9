import type { Field, Schema, SchemaType } from './schema.ts';
import { valuesEqual } from './value-equality.ts';

/** What a schema is made of. What is left out is as in a plain required schema. */
export interface SchemaParts {
  readonly type: SchemaType;
  readonly optional?: boolean;
  readonly defaultValue?: unknown;
  readonly name?: string | null;
  readonly version?: number | null;
  readonly doc?: string | null;
  readonly parameters?: ReadonlyMap<string, string> | null;
  readonly fields?: readonly Field[];
  readonly keySchema?: Schema | null;
  readonly valueSchema?: Schema | null;
}

/** The one implementation of {@link Schema}. Parts are taken as they are: `SchemaBuilder` is what checks them. */
export class ConnectSchema implements Schema {
  readonly type: SchemaType;
  readonly optional: boolean;
  readonly defaultValue: unknown;
  readonly name: string | null;
  readonly version: number | null;
  readonly doc: string | null;
  readonly parameters: ReadonlyMap<string, string> | null;
  readonly fields: readonly Field[];
  readonly keySchema: Schema | null;
  readonly valueSchema: Schema | null;
  readonly #fieldsByName: ReadonlyMap<string, Field>;

  constructor(parts: SchemaParts) {
    this.type = parts.type;
    this.optional = parts.optional ?? false;
    this.defaultValue = parts.defaultValue ?? null;
    this.name = parts.name ?? null;
    this.version = parts.version ?? null;
    this.doc = parts.doc ?? null;
    this.parameters = parts.parameters ?? null;
    this.fields = parts.fields ?? [];
    this.keySchema = parts.keySchema ?? null;
    this.valueSchema = parts.valueSchema ?? null;
    this.#fieldsByName = new Map(this.fields.map((field) => [field.name, field]));
  }

  field(name: string): Field | undefined {
    return this.#fieldsByName.get(name);
  }

  equals(other: Schema | null): boolean {
    if (this === other) return true;
    return (
      other !== null &&
      this.type === other.type &&
      this.optional === other.optional &&
      this.version === other.version &&
      this.name === other.name &&
      this.doc === other.doc &&
      valuesEqual(this.defaultValue, other.defaultValue) &&
      fieldsEqual(this.fields, other.fields) &&
      schemasEqual(this.keySchema, other.keySchema) &&
      schemasEqual(this.valueSchema, other.valueSchema) &&
      valuesEqual(this.parameters, other.parameters)
    );
  }

  toString(): string {
    return this.name === null ? `Schema{${this.type}}` : `Schema{${this.name}:${this.type}}`;
  }
}

function schemasEqual(a: Schema | null, b: Schema | null): boolean {
  return a === null ? b === null : a.equals(b);
}

function fieldsEqual(a: readonly Field[], b: readonly Field[]): boolean {
  return (
    a.length === b.length &&
    a.every((field, i) => {
      const other = b[i];
      return field.index === other?.index && field.name === other.name && field.schema.equals(other.schema);
    })
  );
}
