const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Reads base64 as strictly as `java.util.Base64.getDecoder()`: no blanks, no line ends, padding whole or left out. Throws a
 * RangeError with that decoder's text.
 */
export function decodeJavaBase64(text: string): Uint8Array {
  if (text.length === 1) throw new RangeError('Input byte[] should at least have 2 bytes for base64 bytes');
  const end = endOfData(text);
  if (end % 4 === 1) throw new RangeError('Last unit does not have enough valid bits');
  checkPadding(text, end);
  return Buffer.from(text.slice(0, end), 'base64');
}

/** Where the padding starts, or the text ends. */
function endOfData(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === '=') return at;
    if (!ALPHABET.includes(char)) throw new RangeError(`Illegal base64 character ${hexOfByte(char)}`);
  }
  return text.length;
}

function checkPadding(text: string, end: number): void {
  if (end === text.length) return;
  const needed = (4 - (end % 4)) % 4;
  if (needed === 0 || (needed === 2 && text[end + 1] !== '=')) {
    throw new RangeError('Input byte array has wrong 4-byte ending unit');
  }
  if (text.length > end + needed) throw new RangeError(`Input byte array has incorrect ending byte at ${end + needed}`);
}

/** Java sees the text as ISO 8859-1 and prints a signed byte. */
function hexOfByte(char: string): string {
  const code = char.charCodeAt(0);
  if (code > 0xff) return '3f';
  return (code > 0x7f ? code - 0x100 : code).toString(16);
}
