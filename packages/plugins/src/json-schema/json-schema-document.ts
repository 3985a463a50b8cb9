import { DataError } from '@millrace/connector-api';
import { isArray, isObject, type JsonNode } from '../json/json-node.ts';
import { parseJson } from '../json/json-parser.ts';

type SchemaObject = ReadonlyMap<string, JsonNode>;

/** A JSON Schema and those that it refers to. */
export interface JsonSchemaDocument {
  readonly root: JsonNode;
  /** The schema that a `$ref` within the document means, and the document that it is in. A DataError if there is none. */
  resolve(reference: string): { readonly schema: JsonNode; readonly document: JsonSchemaDocument };
}

/** Reads a schema's text; `references` are the texts of others, by the names that they are referred to by. */
export function readDocument(text: string, references: ReadonlyMap<string, string>): JsonSchemaDocument {
  return new Document(parseJson(text), references);
}

class Document implements JsonSchemaDocument {
  readonly root: JsonNode;
  readonly #references: ReadonlyMap<string, string>;
  readonly #others = new Map<string, Document>();

  constructor(root: JsonNode, references: ReadonlyMap<string, string>) {
    this.root = root;
    this.#references = references;
  }

  resolve(reference: string): { schema: JsonNode; document: JsonSchemaDocument } {
    const [name = '', fragment = ''] = reference.split('#', 2);
    const document = name === '' || this.#isOwn(name) ? this : this.#other(name);
    if (document !== undefined) {
      const schema = document.#find(fragment);
      if (schema !== undefined) return { schema, document };
    }
    const byId = findById(this.root, reference);
    if (byId !== undefined) return { schema: byId, document: this };
    throw new DataError(`The JSON Schema refers to ${reference}, which is not there`);
  }

  #isOwn(name: string): boolean {
    return isObject(this.root) && this.root.get('$id') === name;
  }

  #other(name: string): Document | undefined {
    const known = this.#others.get(name);
    if (known !== undefined) return known;
    const text = this.#references.get(name);
    if (text === undefined) return undefined;
    const other = new Document(parseJson(text), this.#references);
    this.#others.set(name, other);
    return other;
  }

  /** By a JSON pointer, or the name of an anchor. */
  #find(fragment: string): JsonNode | undefined {
    if (fragment === '') return this.root;
    if (!fragment.startsWith('/')) return findById(this.root, `#${fragment}`);
    let node: JsonNode | undefined = this.root;
    for (const part of fragment.slice(1).split('/')) node = memberOf(node, unescaped(part));
    return node;
  }
}

function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node === undefined) return undefined;
  if (isObject(node)) return node.get(name);
  return isArray(node) ? node[Number(name)] : undefined;
}

function unescaped(part: string): string {
  return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
}

function findById(node: JsonNode, id: string): JsonNode | undefined {
  if (isObject(node)) {
    if (hasId(node, id)) return node;
    return firstFound(node.values(), id);
  }
  return isArray(node) ? firstFound(node, id) : undefined;
}

function hasId(node: SchemaObject, id: string): boolean {
  if (node.get('$id') === id || node.get('id') === id) return true;
  return id.startsWith('#') && node.get('$anchor') === id.slice(1);
}

function firstFound(nodes: Iterable<JsonNode>, id: string): JsonNode | undefined {
  for (const node of nodes) {
    const found = findById(node, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
