const DOCUMENT = /^(?:[\0-\x20]*(?:[A-Za-z\d+/]{4}|[A-Za-z\d+/]{3}=|[A-Za-z\d+/]{2}==))*[\0-\x20]*$/;

/** The bytes of Base64 text in groups of four characters, the last one padded, blanks between groups; undefined if it is not that. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (!DOCUMENT.test(text)) return undefined;
  // Groups after a padded one are fine too, but Buffer stops at the padding.
  const parts = text.match(/[^=]+=*/g) ?? [];
  return parts.length > 1 ? Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))) : Buffer.from(text, 'base64');
}
