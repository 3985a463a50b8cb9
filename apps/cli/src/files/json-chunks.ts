/** One JSON value of a text, and the line it begins in, from 1. */
export interface Chunk {
  readonly text: string;
  readonly line: number;
}

/**
 * The values of a text that holds several, one after the other or one a line, cut apart where an object or array at the outside ends.
 * What is no JSON is left for its parser to complain about.
 */
export function jsonChunks(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let [depth, begin] = [0, 0];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '{' || token === '[') depth++;
    if ((token === '}' || token === ']') && --depth === 0) {
      chunks.push(chunkAt(text, begin, index + 1));
      begin = index + 1;
    }
  }
  if (text.slice(begin).trim() !== '') chunks.push(chunkAt(text, begin, text.length));
  return chunks;
}

function chunkAt(text: string, begin: number, end: number): Chunk {
  const blank = /^[\s,]*/.exec(text.slice(begin, end))![0].length;
  const line = text.slice(0, begin + blank).split('\n').length;
  return { text: text.slice(begin + blank, end), line };
}
