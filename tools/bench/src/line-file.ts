import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const WORDS = 'amber basalt cedar delta ember fjord garnet harbour iris juniper kelp lagoon maple nectar onyx pebble'.split(' ');
const LINES_A_WRITE = 5000;

/** Writes lines of `bytes` bytes each, their end not counted: a number, then words that differ from line to line. */
export async function writeLineFile(path: string, lines: number, bytes = 100): Promise<void> {
  const out = createWriteStream(path);
  for (let from = 0; from < lines; from += LINES_A_WRITE) {
    let text = '';
    for (let line = from; line < Math.min(from + LINES_A_WRITE, lines); line++) text += `${lineOf(line, bytes)}\n`;
    if (!out.write(text, 'latin1')) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

function lineOf(number: number, bytes: number): string {
  let text = String(number).padStart(10, '0');
  for (let seed = number; text.length < bytes; seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) {
    text += ` ${WORDS[seed >>> 28]}`;
  }
  return text.slice(0, bytes);
}
