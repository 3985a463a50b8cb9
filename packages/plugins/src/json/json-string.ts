// oxlint-disable-next-line no-control-regex -- control characters are what has to be escaped
const SPECIAL = /[\0-\x1f"\\\ud800-\udfff]/;
// oxlint-disable-next-line no-control-regex
const ALL_SPECIAL = /[\0-\x1f"\\\ud800-\udfff]/g;
const SHORT_ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/** A JSON string as Kafka's JSON serializer writes it: what is outside the basic plane is escaped, capital hexadecimal digits. */
export function jsonString(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll(ALL_SPECIAL, escape)}"` : `"${text}"`;
}

function escape(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  return short ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
