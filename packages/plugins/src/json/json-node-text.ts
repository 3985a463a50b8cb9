import { JsonDecimal, isArray, isObject, type JsonNode } from './json-node.ts';

/** The JSON text of a node, without blanks, members in their order, and characters as they are where JSON lets them be. */
export function jsonNodeText(node: JsonNode): string {
  if (node instanceof JsonDecimal) return node.text;
  if (typeof node === 'bigint') return String(node);
  if (isArray(node)) return `[${node.map(jsonNodeText).join(',')}]`;
  if (isObject(node))
    return `{${Array.from(node, ([name, value]) => `${JSON.stringify(name)}:${jsonNodeText(value)}`).join(',')}}`;
  return typeof node === 'symbol' ? '' : JSON.stringify(node);
}
