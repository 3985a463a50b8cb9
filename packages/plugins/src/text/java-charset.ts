import type { Allocate, PackedBytes } from '@millrace/connector-api';
import { decodeJavaUtf8, encodeJavaUtf8, replaceLoneSurrogates } from './java-utf8.ts';
import { packTexts, unpackTexts } from './pack-texts.ts';

/** How text becomes bytes and bytes become text, under one of the names that Java has for it. */
export interface JavaCharset {
  /** What the charset does not have becomes a replacement (`?`). */
  encode(text: string): Uint8Array;
  /** What is malformed becomes U+FFFD. */
  decode(bytes: Uint8Array): string;
  /** Whether texts are encoded as well-formed UTF-8. */
  readonly isUtf8?: boolean;
  /** The same for a column at once, where that costs less. */
  encodeAll?(texts: readonly (string | null)[], allocate?: Allocate): PackedBytes;
  decodeAll?(column: PackedBytes): (string | null)[];
}

const REPLACEMENT = '\ufffd';

/** The charset of a Java name or alias, in capitals or not; undefined if it is not one of the Unicode and single-byte ones. */
export function javaCharset(name: string): JavaCharset | undefined {
  const key = name.toLowerCase();
  return UNICODE.get(key)?.() ?? singleByteCharset(key);
}

const utf8: JavaCharset = {
  encode: encodeJavaUtf8,
  decode: (bytes) => decodeJavaUtf8(bytes),
  isUtf8: true,
  encodeAll: packTexts,
  decodeAll: unpackTexts,
};

function charset(encode: (text: string) => Uint8Array, decode: (bytes: Uint8Array) => string): JavaCharset {
  return { encode, decode };
}

const UNICODE: ReadonlyMap<string, () => JavaCharset> = new Map([
  ...names(['utf-8', 'utf8', 'unicode-1-1-utf-8'], () => utf8),
  ...names(['utf-16le', 'utf_16le', 'x-utf-16le', 'unicodelittleunmarked'], () => charset(encodeUtf16le, decodeUtf16le)),
  ...names(['utf-16be', 'utf_16be', 'iso-10646-ucs-2', 'x-utf-16be', 'unicodebigunmarked'], () =>
    charset((text) => encodeUtf16le(text).swap16(), decodeUtf16be),
  ),
  ...names(['utf-16', 'utf_16', 'utf16', 'unicode', 'unicodebig'], () => charset(encodeUtf16, decodeUtf16)),
]);

function names(aliases: readonly string[], make: () => JavaCharset): [string, () => JavaCharset][] {
  return aliases.map((alias) => [alias, make]);
}

function encodeUtf16le(text: string): Buffer {
  return Buffer.from(text.toWellFormed(), 'utf16le');
}

/** Big-endian, with a byte order mark. */
function encodeUtf16(text: string): Buffer {
  return text === '' ? Buffer.alloc(0) : encodeUtf16le(`\ufeff${text}`).swap16();
}

function decodeUtf16le(bytes: Uint8Array): string {
  return wellFormed(Buffer.from(bytes.subarray(0, bytes.length & ~1)), bytes.length % 2 === 1);
}

function decodeUtf16be(bytes: Uint8Array): string {
  return wellFormed(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16(), bytes.length % 2 === 1);
}

/** Java takes a high surrogate and whatever follows it for one malformed sequence. `cut`: half a unit was left at the end. */
function wellFormed(littleEndian: Buffer, cut: boolean): string {
  const text = littleEndian.toString('utf16le') + (cut ? REPLACEMENT : '');
  if (text.isWellFormed()) return text;
  const pairs = /[\ud800-\udbff][^]?|[\udc00-\udfff]/g;
  return text.replaceAll(pairs, (pair) => (pair.length === 2 && pair.isWellFormed() ? pair : REPLACEMENT));
}

/** The byte order mark decides; without one it is big-endian. */
function decodeUtf16(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16le(bytes.subarray(2));
  return decodeUtf16be(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2) : bytes);
}

/** Aliases that are not what the web calls the charset. */
const SINGLE_BYTE_ALIASES = new Map([
  ...[
    'us-ascii',
    'ascii',
    'iso646-us',
    'iso_646.irv:1991',
    'ansi_x3.4-1968',
    'ansi_x3.4-1986',
    'cp367',
    'ibm367',
    'us',
    'csascii',
  ].map((alias) => [alias, 'us-ascii'] as const),
  ...[
    'iso-8859-1',
    'iso8859-1',
    'iso8859_1',
    'iso_8859-1',
    'iso_8859_1',
    '8859_1',
    'latin1',
    'l1',
    'cp819',
    'ibm819',
    'ibm-819',
    '819',
    'iso-ir-100',
    'csisolatin1',
  ].map((alias) => [alias, 'iso-8859-1'] as const),
  ['x-iso-8859-11', 'iso-8859-11'],
  ['x-macroman', 'macintosh'],
  ['cp866', 'ibm866'],
]);

/** A table of 256 characters; the empty string where the charset has none. */
function singleByteCharset(key: string): JavaCharset | undefined {
  const name = SINGLE_BYTE_ALIASES.get(key) ?? key.replace(/^cp(125\d)$/, 'windows-$1').replace(/^iso_?8859[_-]/, 'iso-8859-');
  const table = tableOf(name);
  if (table === undefined) return undefined;
  const codes = new Map(table.flatMap((character, code) => (character === '' ? [] : [[character, code] as const])));
  return charset(
    (text) => Uint8Array.from(replaceLoneSurrogates(text, '?'), (character) => codes.get(character) ?? 0x3f),
    (bytes) => Array.from(bytes, (byte) => table[byte] || REPLACEMENT).join(''),
  );
}

function tableOf(name: string): string[] | undefined {
  const codes = Array.from({ length: 256 }, (_, code) => code);
  if (name === 'us-ascii') return codes.map((code) => (code < 0x80 ? String.fromCharCode(code) : ''));
  if (name === 'iso-8859-1') return codes.map((code) => String.fromCharCode(code));
  if (!/^(?:windows-125\d|iso-8859-(?:[2-9]|1[0-6])|koi8-[ru]|ibm866|macintosh)$/.test(name)) return undefined;
  const decoder = new TextDecoder(name);
  return codes.map((code) => characterOf(name, decoder, code));
}

/** The web fills gaps of Windows charsets with control characters, and takes some ISO charsets for Windows ones. */
function characterOf(name: string, decoder: Pick<InstanceType<typeof TextDecoder>, 'decode'>, code: number): string {
  if (code >= 0x80 && code < 0xa0 && name.startsWith('iso-')) return String.fromCharCode(code);
  const character = decoder.decode(Uint8Array.of(code));
  const isGap = character === REPLACEMENT || (name.startsWith('windows-') && character >= '\u0080' && character < '\u00a0');
  return isGap ? '' : character;
}
