import { DataError, SerializationError } from '@millrace/connector-api';
import { isArray, isInteger, isObject, nodeType, type JsonNode } from '../json/json-node.ts';
import { parseJson } from '../json/json-parser.ts';
import {
  branchName,
  isPrimitiveType,
  namespaceOf,
  NO_PROPS,
  type AvroField,
  type AvroNamed,
  type AvroProps,
  type AvroRecord,
  type AvroSchema,
} from './avro-schema.ts';

/** Named schemas by their full names. */
export type AvroNames = Map<string, AvroNamed>;

const NONE: ReadonlySet<string> = new Set();
const SCHEMA_MEMBERS: Readonly<Record<'plain' | 'array' | 'map' | 'record' | 'enum' | 'fixed' | 'field', ReadonlySet<string>>> = {
  plain: new Set(['type']),
  array: new Set(['type', 'items']),
  map: new Set(['type', 'values']),
  record: new Set(['type', 'name', 'namespace', 'doc', 'aliases', 'fields']),
  enum: new Set(['type', 'name', 'namespace', 'doc', 'aliases', 'symbols', 'default']),
  fixed: new Set(['type', 'name', 'namespace', 'doc', 'aliases', 'size']),
  field: new Set(['name', 'type', 'doc', 'default', 'order', 'aliases']),
};

/**
 * The schema that an Avro schema's JSON text describes. `names` are schemas that it may refer to (of the schemas that it
 * references in a registry); those that it defines are added. Throws a DataError that says what is wrong. Names are taken as they
 * are: a registry has let them pass.
 */
export function parseAvroSchema(text: string, names: AvroNames = new Map()): AvroSchema {
  try {
    return new SchemaParser(names).parse(parseJson(text), null);
  } catch (cause) {
    if (cause instanceof SerializationError) throw new DataError(`Not an Avro schema: ${cause.message}`, { cause });
    throw cause;
  }
}

class SchemaParser {
  readonly #names: AvroNames;

  constructor(names: AvroNames) {
    this.#names = names;
  }

  parse(node: JsonNode, namespace: string | null): AvroSchema {
    if (typeof node === 'string') return this.#named(node, namespace) ?? unknownType(node);
    if (isArray(node)) return this.#union(node, namespace);
    if (!isObject(node)) throw new DataError(`Not an Avro schema: found ${nodeType(node)} where a schema should be`);
    const type = node.get('type');
    switch (type) {
      case 'record':
      case 'error':
        return this.#record(node, namespace);
      case 'enum':
        return this.#enum(node, namespace);
      case 'fixed':
        return this.#fixed(node, namespace);
      case 'array':
        return {
          type,
          items: this.parse(required(node, 'items', 'array'), namespace),
          props: propsOf(node, SCHEMA_MEMBERS.array),
        };
      case 'map':
        return {
          type,
          values: this.parse(required(node, 'values', 'map'), namespace),
          props: propsOf(node, SCHEMA_MEMBERS.map),
        };
      case undefined:
        throw new DataError('Not an Avro schema: an object without the member "type"');
      default:
        return this.#wrapped(type, node, namespace);
    }
  }

  /** `{"type": "int", …}`: a primitive with properties, or another schema in braces. */
  #wrapped(type: JsonNode, node: ReadonlyMap<string, JsonNode>, namespace: string | null): AvroSchema {
    if (typeof type !== 'string' || !isPrimitiveType(type)) return this.parse(type, namespace);
    return { type, props: propsOf(node, SCHEMA_MEMBERS.plain) };
  }

  #named(name: string, namespace: string | null): AvroSchema | undefined {
    if (isPrimitiveType(name)) return { type: name, props: NO_PROPS };
    const local = namespace === null || name.includes('.') ? undefined : this.#names.get(`${namespace}.${name}`);
    return local ?? this.#names.get(name);
  }

  #union(nodes: readonly JsonNode[], namespace: string | null): AvroSchema {
    const branches = nodes.map((node) => this.parse(node, namespace));
    checkBranches(branches);
    return { type: 'union', branches };
  }

  #record(node: ReadonlyMap<string, JsonNode>, namespace: string | null): AvroRecord {
    const parts = this.#namedParts(node, namespace, SCHEMA_MEMBERS.record);
    const record: AvroRecord = { type: 'record', error: node.get('type') === 'error', fields: [], ...parts };
    this.#define(record);
    const fields = required(node, 'fields', parts.name);
    if (!isArray(fields)) throw new DataError(`Not an Avro schema: the fields of ${parts.name} are no array`);
    record.fields = fields.map((field) => this.#field(field, parts.name));
    const seen = new Set<string>();
    for (const { name } of record.fields) {
      if (seen.has(name)) throw new DataError(`Duplicate field ${name} in record ${parts.name}`);
      seen.add(name);
    }
    return record;
  }

  #field(node: JsonNode, record: string): AvroField {
    const name = isObject(node) ? node.get('name') : undefined;
    if (!isObject(node) || typeof name !== 'string') throw new DataError(`Not an Avro schema: a field of ${record} has no name`);
    return {
      name,
      schema: this.parse(required(node, 'type', `field ${name} of ${record}`), namespaceOf(record)),
      doc: textOf(node, 'doc'),
      default: node.get('default'),
      order: textOf(node, 'order'),
      aliases: textsOf(node, 'aliases'),
      props: propsOf(node, SCHEMA_MEMBERS.field),
    };
  }

  #enum(node: ReadonlyMap<string, JsonNode>, namespace: string | null): AvroSchema {
    const parts = this.#namedParts(node, namespace, SCHEMA_MEMBERS.enum);
    const symbols = textsOf(node, 'symbols');
    return this.#define({ type: 'enum', symbols, default: textOf(node, 'default'), ...parts });
  }

  #fixed(node: ReadonlyMap<string, JsonNode>, namespace: string | null): AvroSchema {
    const parts = this.#namedParts(node, namespace, SCHEMA_MEMBERS.fixed);
    const size = node.get('size');
    if (size === undefined || !isInteger(size) || size < 0 || size > 2 ** 31 - 1) {
      throw new DataError(`Not an Avro schema: the size of the fixed ${parts.name} is no whole number of bytes`);
    }
    return this.#define({ type: 'fixed', size: Number(size), ...parts });
  }

  #define<S extends AvroNamed>(schema: S): S {
    if (this.#names.has(schema.name)) throw new DataError(`Can't redefine: ${schema.name}`);
    this.#names.set(schema.name, schema);
    return schema;
  }

  #namedParts(node: ReadonlyMap<string, JsonNode>, namespace: string | null, known: ReadonlySet<string>) {
    const name = textOf(node, 'name');
    if (name === null) throw new DataError('Not an Avro schema: a record, an enum or a fixed has no name');
    const own = textOf(node, 'namespace') ?? namespace;
    return {
      name: qualified(name, own),
      doc: textOf(node, 'doc'),
      aliases: textsOf(node, 'aliases'),
      props: propsOf(node, known),
    };
  }
}

/** A union holds no union, and no type twice, but for types that have names of their own. */
export function checkBranches(branches: readonly AvroSchema[]): void {
  const seen = new Set<string>();
  for (const branch of branches) {
    if (branch.type === 'union') throw new DataError('Nested union: a union may not hold another one');
    const name = branchName(branch);
    if (seen.has(name)) throw new DataError(`Duplicate in union:${name}`);
    seen.add(name);
  }
}

function qualified(name: string, namespace: string | null): string {
  return name.includes('.') || namespace === null || namespace === '' ? name : `${namespace}.${name}`;
}

function unknownType(name: string): never {
  throw new DataError(`Not an Avro schema: "${name}" is no type, and no type of this name was defined before`);
}

function required(node: ReadonlyMap<string, JsonNode>, member: string, what: string): JsonNode {
  const value = node.get(member);
  if (value === undefined) throw new DataError(`Not an Avro schema: no "${member}" in ${what}`);
  return value;
}

function textOf(node: ReadonlyMap<string, JsonNode>, member: string): string | null {
  const value = node.get(member);
  return typeof value === 'string' ? value : null;
}

function textsOf(node: ReadonlyMap<string, JsonNode>, member: string): string[] {
  const value = node.get(member);
  if (value === undefined || !isArray(value)) return [];
  return value.filter((item) => typeof item === 'string');
}

function propsOf(node: ReadonlyMap<string, JsonNode>, known: ReadonlySet<string> = NONE): AvroProps {
  const props = [...node].filter(([name]) => !known.has(name));
  return props.length === 0 ? NO_PROPS : new Map(props);
}
