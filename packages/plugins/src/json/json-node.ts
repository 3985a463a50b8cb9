/**
 * Parsed JSON that has lost nothing a converter needs: integers are `number` where that is exact and `bigint` beyond, numbers
 * with a fraction or an exponent keep their text, objects keep the order of their names.
 */
export type JsonNode =
  | null
  | boolean
  | string
  | number
  | bigint
  | JsonDecimal
  | readonly JsonNode[]
  | ReadonlyMap<string, JsonNode>
  | typeof MISSING;

/** What stands for a document without any value in it. */
export const MISSING = Symbol('missing');

/** A JSON number with a fraction or an exponent. */
export class JsonDecimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The kind of a node, named as Jackson names it. */
export type JsonNodeType = 'NULL' | 'BOOLEAN' | 'STRING' | 'NUMBER' | 'ARRAY' | 'OBJECT' | 'MISSING';

export function nodeType(node: JsonNode): JsonNodeType {
  switch (typeof node) {
    case 'string':
      return 'STRING';
    case 'boolean':
      return 'BOOLEAN';
    case 'number':
    case 'bigint':
      return 'NUMBER';
    case 'symbol':
      return 'MISSING';
    default:
      break;
  }
  if (node === null) return 'NULL';
  if (node instanceof JsonDecimal) return 'NUMBER';
  return node instanceof Map ? 'OBJECT' : 'ARRAY';
}

export function isObject(node: JsonNode): node is ReadonlyMap<string, JsonNode> {
  return node instanceof Map;
}

export function isArray(node: JsonNode): node is readonly JsonNode[] {
  return Array.isArray(node);
}

export function isInteger(node: JsonNode): node is number | bigint {
  return typeof node === 'number' || typeof node === 'bigint';
}
