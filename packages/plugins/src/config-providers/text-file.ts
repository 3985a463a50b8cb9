import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The text of a regular file in UTF-8; null for what is there but is no regular file (opening it does not wait for anybody). Rejects for what
 * cannot be read, bytes that are not UTF-8 included.
 */
export async function readTextFile(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) return null;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } finally {
    await file.close();
  }
}
