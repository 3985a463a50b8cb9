import { DataError, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { isObject, type JsonNode } from './json-node.ts';
import { parseJson, parseJsonAt } from './json-parser.ts';
import { schemaFromJson } from './json-schema.ts';
import { jsonToConnect, type NullHandling } from './json-to-connect.ts';
import { schemalessToConnect } from './schemaless-json.ts';

/** What a document begins with up to its payload, as `{"schema":…,"payload":`, and the schema that it spells. */
interface Prefix {
  readonly text: string;
  readonly schema: Schema | null;
}

const BEFORE_PAYLOAD = ',"payload":';
const MAX_PREFIXES = 8;

export interface EnvelopeOptions extends NullHandling {
  /** How many schemas to remember. */
  readonly cacheSize: number;
}

/**
 * Reads documents of a schema and a payload. The documents of a topic mostly begin alike, letter for letter: such beginnings are
 * remembered with their schema, and then only the payload is parsed.
 */
export function createEnvelopeReader(options: EnvelopeOptions): (text: string) => SchemaAndValue {
  const maxPrefixes = Math.min(Math.max(options.cacheSize, 0), MAX_PREFIXES);
  let prefixes: Prefix[] = [];

  return (text) => {
    const known = prefixes.find((prefix) => text.startsWith(prefix.text));
    const payload = known === undefined ? undefined : parsePayload(text, known.text.length);
    if (known !== undefined && payload !== undefined) return withSchema(known.schema, payload, options);
    const { schema, node } = parseEnvelope(text, options);
    const prefix = prefixOf(text, schema);
    if (prefix !== undefined) prefixes = [prefix, ...prefixes].slice(0, maxPrefixes);
    return withSchema(schema, node, options);
  };
}

function parseEnvelope(text: string, options: EnvelopeOptions): { schema: Schema | null; node: JsonNode } {
  const document = parseJson(text);
  const schemaNode = isObject(document) && document.size === 2 ? document.get('schema') : undefined;
  const node = isObject(document) ? document.get('payload') : undefined;
  if (schemaNode === undefined || node === undefined) {
    throw new DataError(
      'JsonConverter with schemas.enable requires "schema" and "payload" fields and may not contain additional fields.' +
        ' If you are trying to deserialize plain JSON data, set schemas.enable=false in your converter configuration.',
    );
  }
  return { schema: schemaFromJson(schemaNode, options), node };
}

function withSchema(schema: Schema | null, node: JsonNode, nulls: NullHandling): SchemaAndValue {
  return { schema, value: schema === null ? schemalessToConnect(node) : jsonToConnect(schema, node, nulls) };
}

/** The payload, if after it there is nothing but the end of the document. */
function parsePayload(text: string, start: number): JsonNode | undefined {
  try {
    const { value, end } = parseJsonAt(text, start);
    return text.charCodeAt(end) === 0x7d ? value : undefined;
  } catch {
    // The whole document is parsed instead, and the error told from there.
    return undefined;
  }
}

/** The beginning of a document that has its members in the usual order and no blanks between them. */
function prefixOf(text: string, schema: Schema | null): Prefix | undefined {
  const start = '{"schema":';
  if (!text.startsWith(start)) return undefined;
  const { end } = parseJsonAt(text, start.length);
  return text.startsWith(BEFORE_PAYLOAD, end) ? { text: text.slice(0, end + BEFORE_PAYLOAD.length), schema } : undefined;
}
