import type { Logger } from '../model/logger.ts';

/** The members of a JSON object in a record; undefined: it was something else, and that was logged. null: a deletion. */
export function readObject(
  value: Uint8Array | null,
  what: string,
  logger: Logger,
): ReadonlyMap<string, unknown> | null | undefined {
  if (value === null) return null;
  const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
  try {
    const json: unknown = JSON.parse(text);
    if (json === null) return null;
    if (typeof json === 'object' && !Array.isArray(json)) return new Map(Object.entries(json));
    logger.error(`Ignoring ${what}: its value is not an object`);
  } catch (error) {
    logger.error(`Ignoring ${what}: its value is not JSON`, { error });
  }
  return undefined;
}

/** Text of a record's key; null when there is none. */
export function keyText(key: Uint8Array | null): string | null {
  return key === null ? null : Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString();
}

/** A record of a store: text key, JSON value or null. */
export function jsonRecord(key: string, value: unknown): { readonly key: Buffer; readonly value: Buffer | null } {
  return { key: Buffer.from(key), value: value === null ? null : Buffer.from(JSON.stringify(value)) };
}
