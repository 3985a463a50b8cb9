import { ConnectSchema, DataError, SchemaBuilder, schemas, type Schema } from '@millrace/connector-api';
import { RecursiveSchema } from '../values/recursive-schema.ts';
import { isArray, isInteger, isObject, nodeType, type JsonNode } from '../json/json-node.ts';
import { jsonNodeText } from '../json/json-node-text.ts';
import type { JsonSchemaDocument } from './json-schema-document.ts';
import { ENUM, notes, NULL_SYMBOL, ONE_OF, type JsonSchemaSettings } from './json-schema-notes.ts';
import { valueFromJson } from './value-from-json.ts';

type Members = ReadonlyMap<string, JsonNode>;

interface Place {
  readonly optional: boolean;
  readonly version: number | null;
}

const PLAIN: Place = { optional: false, version: null };

const NUMBER_TYPES: ReadonlyMap<JsonNode | undefined, () => SchemaBuilder> = new Map([
  ['int8', () => SchemaBuilder.int8()],
  ['int16', () => SchemaBuilder.int16()],
  ['int32', () => SchemaBuilder.int32()],
  ['int64', () => SchemaBuilder.int64()],
  ['float32', () => SchemaBuilder.float32()],
  ['float64', () => SchemaBuilder.float64()],
  ['bytes', () => SchemaBuilder.bytes()],
]);

/**
 * The Connect schema of a JSON Schema, as Confluent's JsonSchemaData makes it: one of null and something else is optional, other
 * choices are structs of optional fields. `version` is noted where the schema does not say its own. Throws a DataError for what
 * Connect cannot express.
 */
export function schemaToConnect(document: JsonSchemaDocument, version: number | null, settings: JsonSchemaSettings): Schema {
  return new SchemaConverter(settings).convert(document.root, document, { optional: false, version });
}

class SchemaConverter {
  readonly #settings: JsonSchemaSettings;
  /** Objects whose properties are being converted, and the places within them where they occur again. */
  readonly #open = new Map<JsonNode, RecursiveSchema[]>();
  /** What lists of types stand for, so that each stays one and the same schema. */
  readonly #listed = new Map<Members, readonly JsonNode[]>();

  constructor(settings: JsonSchemaSettings) {
    this.#settings = settings;
  }

  convert(node: JsonNode, document: JsonSchemaDocument, place: Place): Schema {
    if (!isObject(node)) throw unsupported(node, 'it is no object');
    const reference = node.get('$ref');
    if (typeof reference === 'string') return this.#referred(document, reference, place);
    const recursions = this.#open.get(node);
    if (recursions !== undefined) {
      const recursion = new RecursiveSchema(place.optional);
      recursions.push(recursion);
      return recursion;
    }
    const choices = this.#choicesOf(node);
    if (choices !== undefined) return this.#choice(node, choices, document, place);
    const all = node.get('allOf');
    if (all !== undefined && isArray(all)) return this.#allOf(node, all, document, place);
    return this.#single(node, document, place);
  }

  /** The schemas of which a value is one; a list of types is a choice too. */
  #choicesOf(node: Members): readonly JsonNode[] | undefined {
    for (const keyword of ['oneOf', 'anyOf']) {
      const choices = node.get(keyword);
      if (choices !== undefined && isArray(choices) && !node.has('properties')) return choices;
    }
    const types = node.get('type');
    if (types === undefined || !isArray(types)) return undefined;
    const listed = this.#listed.get(node) ?? types.map((type) => new Map([...node, ['type', type]]));
    this.#listed.set(node, listed);
    return listed;
  }

  #referred(document: JsonSchemaDocument, reference: string, place: Place): Schema {
    const { schema, document: other } = document.resolve(reference);
    return this.convert(schema, other, place);
  }

  #choice(node: Members, choices: readonly JsonNode[], document: JsonSchemaDocument, place: Place): Schema {
    const [only] = choices;
    if (choices.length === 1 && this.#settings.flattenSingletonUnions) return this.convert(only!, document, PLAIN);
    const present = choices.filter((choice) => !isNull(choice));
    const hasNull = present.length < choices.length;
    if (hasNull && choices.length === 2) return this.convert(present[0]!, document, { ...place, optional: true });
    const builder = SchemaBuilder.struct();
    for (const [index, choice] of present.entries()) {
      builder.field(`${ONE_OF}.field.${index}`, this.convert(choice, document, { optional: true, version: null }));
    }
    return this.#described(builder.name(ONE_OF), node, { ...place, optional: place.optional || hasNull });
  }

  /** Objects are taken together; of what else there is, the type counts. */
  #allOf(node: Members, parts: readonly JsonNode[], document: JsonSchemaDocument, place: Place): Schema {
    const properties = new Map<string, Property>();
    for (const part of [node, ...parts]) this.#collect(part, document, properties, new Set([node]));
    if (properties.size > 0) {
      const builder = SchemaBuilder.struct();
      for (const [name, property] of properties) builder.field(name, this.#property(property));
      return this.#described(builder, node, place);
    }
    const found =
      parts.find((part) => isObject(part) && this.#choicesOf(part) !== undefined) ??
      parts.find((part) => isObject(part) && part.has('type')) ??
      parts.find((part) => isObject(part) && (part.has('$ref') || part.has('enum') || part.has('const')));
    if (found === undefined) throw unsupported(node, 'Unsupported criterion allOf');
    return this.convert(found, document, place);
  }

  #collect(node: JsonNode, document: JsonSchemaDocument, into: Map<string, Property>, seen: Set<JsonNode>): void {
    if (!isObject(node)) return;
    const reference = node.get('$ref');
    if (typeof reference === 'string') {
      const { schema, document: other } = document.resolve(reference);
      if (seen.has(schema)) return;
      seen.add(schema);
      return this.#collect(schema, other, into, seen);
    }
    const all = node.get('allOf');
    if (all !== undefined && isArray(all)) for (const part of all) this.#collect(part, document, into, seen);
    for (const [name, property] of propertiesOf(node, document)) into.set(name, property);
  }

  #single(node: Members, document: JsonSchemaDocument, place: Place): Schema {
    const type = typeOf(node);
    if (type === 'object' && node.get(notes.TYPE) !== 'map') return this.#object(node, document, place);
    return this.#described(this.#builder(type, node, document), node, place);
  }

  #builder(type: string, node: Members, document: JsonSchemaDocument): SchemaBuilder {
    const note = node.get(notes.TYPE);
    switch (type) {
      case 'boolean':
        return SchemaBuilder.bool();
      case 'integer':
        return numberBuilder(note, () => SchemaBuilder.int64());
      case 'number':
        return numberBuilder(note, () => SchemaBuilder.float64());
      case 'string':
        return note === 'bytes' ? SchemaBuilder.bytes() : SchemaBuilder.string();
      case 'enum':
        return enumBuilder(node);
      case 'array':
        return this.#array(node, document);
      case 'object': {
        const values = node.get('additionalProperties');
        if (values === undefined) throw unsupported(node, 'a map that does not say what its values are');
        return SchemaBuilder.map(schemas.STRING, this.convert(values, document, PLAIN));
      }
      default:
        throw unsupported(node, `Unsupported schema type ${type}`);
    }
  }

  #array(node: Members, document: JsonSchemaDocument): SchemaBuilder {
    const items = node.get('items');
    if (items === undefined || isArray(items)) throw new DataError('Array schema did not specify the items type');
    const properties = isObject(items) ? items.get('properties') : undefined;
    if (node.get(notes.TYPE) !== 'map' || properties === undefined || !isObject(properties)) {
      return SchemaBuilder.array(this.convert(items, document, PLAIN));
    }
    const [key, value] = ['key', 'value'].map((name) => properties.get(name));
    if (key === undefined || value === undefined) throw unsupported(node, 'the entries of a map have no key or no value');
    return SchemaBuilder.map(this.convert(key, document, PLAIN), this.convert(value, document, PLAIN));
  }

  #object(node: Members, document: JsonSchemaDocument, place: Place): Schema {
    this.#open.set(node, []);
    const builder = SchemaBuilder.struct();
    for (const [name, property] of propertiesOf(node, document)) builder.field(name, this.#property(property));
    const built = this.#described(builder, node, place);
    for (const recursion of this.#open.get(node) ?? []) recursion.target = built;
    this.#open.delete(node);
    return built;
  }

  #property({ schema, document, required }: Property): Schema {
    const optional = this.#settings.optionalForNonRequired && !required;
    return this.convert(schema, document, { optional, version: null });
  }

  #described(builder: SchemaBuilder, node: Members, place: Place): Schema {
    const { type, name: own, parameters: ownParameters, fields, keySchema, valueSchema } = builder.build();
    const version = node.get(notes.VERSION);
    const noted = parametersOf(node);
    const parts = {
      type,
      fields,
      keySchema,
      valueSchema,
      name: own ?? textOf(node, 'title'),
      version: version !== undefined && isInteger(version) ? Number(version) : place.version,
      doc: textOf(node, 'description'),
      parameters: noted.size === 0 ? ownParameters : new Map([...(ownParameters ?? []), ...noted]),
      optional: place.optional,
    };
    const standard = node.get('default');
    const plain = new ConnectSchema(parts);
    if (standard === undefined || standard === null) return plain;
    return new ConnectSchema({ ...parts, defaultValue: valueFromJson(plain, standard) });
  }
}

interface Property {
  readonly schema: JsonNode;
  readonly document: JsonSchemaDocument;
  readonly required: boolean;
}

/** In the order of their notes; those without one stay where they are. */
function propertiesOf(node: Members, document: JsonSchemaDocument): [string, Property][] {
  const properties = node.get('properties');
  if (properties === undefined || !isObject(properties)) return [];
  const named = node.get('required');
  const required = named !== undefined && isArray(named) ? named : [];
  return Array.from(properties, ([name, schema], at): { name: string; schema: JsonNode; at: number } => {
    const index = isObject(schema) ? schema.get(notes.INDEX) : undefined;
    return { name, schema, at: typeof index === 'number' ? index : at };
  })
    .toSorted((a, b) => a.at - b.at)
    .map(({ name, schema }) => [name, { schema, document, required: required.includes(name) }]);
}

function isNull(node: JsonNode): boolean {
  return isObject(node) && node.get('type') === 'null';
}

/** The type that a schema says, or that what it says is about. */
function typeOf(node: Members): string {
  const type = node.get('type');
  if (node.has('enum') && (type === undefined || type === 'string')) return 'enum';
  if (typeof type === 'string') return type;
  if (node.has('const')) return 'enum';
  if (node.has('properties') || node.has('additionalProperties') || node.has('required')) return 'object';
  if (node.has('items')) return 'array';
  throw unsupported(node, 'it does not say a type');
}

function numberBuilder(note: JsonNode | undefined, standard: () => SchemaBuilder): SchemaBuilder {
  const build = note === undefined ? standard : NUMBER_TYPES.get(note);
  if (build === undefined) throw new DataError(`Unsupported type ${jsonNodeText(note ?? null)}`);
  return build();
}

function enumBuilder(node: Members): SchemaBuilder {
  const listed = node.get('enum');
  const symbols: readonly JsonNode[] = listed !== undefined && isArray(listed) ? listed : [node.get('const') ?? null];
  const builder = SchemaBuilder.string().parameter(ENUM, '');
  for (const symbol of symbols) {
    const text = symbol === null ? NULL_SYMBOL : typeof symbol === 'string' ? symbol : jsonNodeText(symbol);
    builder.parameter(`${ENUM}.${text}`, text);
  }
  return builder;
}

function parametersOf(node: Members): ReadonlyMap<string, string> {
  const noted = node.get(notes.PARAMETERS);
  if (noted === undefined || !isObject(noted)) return new Map();
  return new Map(Array.from(noted, ([name, value]) => [name, typeof value === 'string' ? value : jsonNodeText(value)]));
}

function textOf(node: Members, name: string): string | null {
  const text = node.get(name);
  return typeof text === 'string' ? text : null;
}

function unsupported(node: JsonNode, why: string): DataError {
  const text = isObject(node) ? jsonNodeText(node) : nodeType(node);
  return new DataError(
    `Connect has no schema for the JSON Schema ${text.length > 200 ? `${text.slice(0, 200)}…` : text}: ${why}`,
  );
}
