import { DataError } from '@millrace/connector-api';
import { jsonNodeText } from '../json/json-node-text.ts';
import {
  isNamed,
  isPrimitiveType,
  namespaceOf,
  simpleName,
  type AvroField,
  type AvroNamed,
  type AvroProps,
  type AvroSchema,
} from './avro-schema.ts';

/**
 * The JSON text of a schema, character by character as Avro's Java library writes it, so that the same schema written by either is
 * the same in a registry. A named schema is written out where it first occurs and named afterwards. Throws a DataError if two
 * different schemas have the same name.
 */
export function avroSchemaText(schema: AvroSchema): string {
  return new SchemaWriter().write(schema, null);
}

class SchemaWriter {
  readonly #written = new Map<string, AvroNamed>();

  write(schema: AvroSchema, namespace: string | null): string {
    if (schema.type === 'union') return `[${schema.branches.map((branch) => this.write(branch, namespace)).join(',')}]`;
    if (isNamed(schema)) return this.#named(schema, namespace);
    switch (schema.type) {
      case 'array':
        return object([`"type":"array"`, `"items":${this.write(schema.items, namespace)}`], schema.props);
      case 'map':
        return object([`"type":"map"`, `"values":${this.write(schema.values, namespace)}`], schema.props);
      default:
        return schema.props.size === 0 ? `"${schema.type}"` : object([`"type":"${schema.type}"`], schema.props);
    }
  }

  #named(schema: AvroNamed, namespace: string | null): string {
    const earlier = this.#written.get(schema.name);
    if (earlier !== undefined) {
      if (earlier !== schema && !sameNamed(earlier, schema)) throw new DataError(`Can't redefine: ${schema.name}`);
      return JSON.stringify(reference(schema.name, namespace));
    }
    this.#written.set(schema.name, schema);
    const parts = [
      `"type":"${schema.type === 'record' && schema.error ? 'error' : schema.type}"`,
      ...nameParts(schema, namespace),
    ];
    if (schema.doc !== null) parts.push(`"doc":${JSON.stringify(schema.doc)}`);
    parts.push(...this.#body(schema));
    const aliases = schema.aliases.map((alias) => reference(alias, namespaceOf(schema.name)));
    return object(parts, schema.props, aliases.length === 0 ? [] : [`"aliases":${JSON.stringify(aliases)}`]);
  }

  #body(schema: AvroNamed): string[] {
    switch (schema.type) {
      case 'record': {
        const namespace = namespaceOf(schema.name);
        return [`"fields":[${schema.fields.map((field) => this.#field(field, namespace)).join(',')}]`];
      }
      case 'enum': {
        const symbols = `"symbols":${JSON.stringify(schema.symbols)}`;
        return schema.default === null ? [symbols] : [symbols, `"default":${JSON.stringify(schema.default)}`];
      }
      default:
        return [`"size":${schema.size}`];
    }
  }

  #field(field: AvroField, namespace: string | null): string {
    const parts = [`"name":${JSON.stringify(field.name)}`, `"type":${this.write(field.schema, namespace)}`];
    if (field.doc !== null) parts.push(`"doc":${JSON.stringify(field.doc)}`);
    if (field.default !== undefined) parts.push(`"default":${jsonNodeText(field.default)}`);
    if (field.order !== null && field.order !== 'ascending') parts.push(`"order":${JSON.stringify(field.order)}`);
    if (field.aliases.length > 0) parts.push(`"aliases":${JSON.stringify(field.aliases)}`);
    return object(parts, field.props);
  }
}

function nameParts({ name }: AvroNamed, enclosing: string | null): string[] {
  const own = namespaceOf(name);
  const parts = [`"name":${JSON.stringify(simpleName(name))}`];
  if (own !== enclosing) parts.push(`"namespace":${JSON.stringify(own ?? '')}`);
  return parts;
}

/** A name as it is written within a namespace. One that could be taken for a primitive type is written in full. */
function reference(name: string, namespace: string | null): string {
  const simple = simpleName(name);
  return namespaceOf(name) === namespace && !isPrimitiveType(simple) ? simple : name;
}

function object(parts: readonly string[], props: AvroProps, last: readonly string[] = []): string {
  const noted = Array.from(props, ([name, value]) => `${JSON.stringify(name)}:${jsonNodeText(value)}`);
  return `{${[...parts, ...noted, ...last].join(',')}}`;
}

/** Whether two schemas of the same name say the same. Each is written by itself, so that its own names count. */
function sameNamed(a: AvroNamed, b: AvroNamed): boolean {
  return a.type === b.type && avroSchemaText(a) === avroSchemaText(b);
}
