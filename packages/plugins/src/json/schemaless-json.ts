import { Float64, hashOrdered, stringHashCode, type ConnectValue } from '@millrace/connector-api';
import { isArray, isObject, JsonDecimal, type JsonNode } from './json-node.ts';
import { toFloat64, toInt64 } from './json-number.ts';
import { parseJsonAs, type JsonShape } from './json-parser.ts';

/** Objects of more members than this leave the quick way: by then a Java HashMap may have grown twice. */
const MAX_QUICK_MEMBERS = 48;
/** A bucket with more members makes a Java HashMap grow early. */
const MAX_QUICK_BUCKET = 8;

const CONNECT_SHAPE: JsonShape<ConnectValue> = {
  integer: toInteger,
  decimal: (text) => Float64.of(toFloat64(new JsonDecimal(text))),
  object: hashOrderedMembers,
};

/**
 * The Connect value of a JSON document without a schema: objects become maps in the order of a Java HashMap, numbers with a
 * fraction or an exponent doubles, and integers of more than 64 bits lose the higher ones.
 */
export function parseSchemalessJson(text: string): ConnectValue {
  const value = parseJsonAs(text, CONNECT_SHAPE);
  return typeof value === 'symbol' ? null : value;
}

/** The same for a document that is parsed already. */
export function schemalessToConnect(node: JsonNode): ConnectValue {
  switch (typeof node) {
    case 'bigint':
      return toInteger(node);
    case 'symbol':
      return null;
    case 'object':
      return node === null ? null : containerToConnect(node);
    default:
      return node;
  }
}

function containerToConnect(node: JsonNode): ConnectValue {
  if (node instanceof JsonDecimal) return CONNECT_SHAPE.decimal(node.text);
  if (isArray(node)) return node.map(schemalessToConnect);
  return isObject(node) ? hashOrderedMembers([...node.keys()], Array.from(node.values(), schemalessToConnect)) : null;
}

function toInteger(value: bigint): number | bigint {
  const long = toInt64(value);
  return Number.isSafeInteger(Number(long)) ? Number(long) : long;
}

/** A map in the order of a Java HashMap; of members with the same name the last counts. */
function hashOrderedMembers(names: readonly string[], values: readonly ConnectValue[]): Map<string, ConnectValue> {
  const order = quickOrder(names);
  const map = new Map<string, ConnectValue>();
  for (let i = 0; i < names.length; i++) {
    const at = order === undefined ? i : order[i]!;
    map.set(names[at]!, values[at]);
  }
  if (order !== undefined && map.size === names.length) return map;
  return hashOrdered(map.size === names.length ? map : new Map(names.map((name, i) => [name, values[i]])));
}

/** The places of the names in the order of their buckets; undefined where that is not simple to tell. */
function quickOrder(names: readonly string[]): number[] | undefined {
  const { length } = names;
  if (length > MAX_QUICK_MEMBERS) return undefined;
  const mask = (length <= 12 ? 16 : length <= 24 ? 32 : 64) - 1;
  const buckets: number[] = [];
  const order: number[] = [];
  let run = 0;
  for (let i = 0; i < length; i++) {
    const hash = stringHashCode(names[i]!);
    const bucket = (hash ^ (hash >>> 16)) & mask;
    let at = i;
    while (at > 0 && buckets[at - 1]! > bucket) {
      buckets[at] = buckets[at - 1]!;
      order[at] = order[at - 1]!;
      at--;
    }
    run = at > 0 && buckets[at - 1] === bucket ? run + 1 : 0;
    if (run >= MAX_QUICK_BUCKET) return undefined;
    buckets[at] = bucket;
    order[at] = i;
  }
  return order;
}
