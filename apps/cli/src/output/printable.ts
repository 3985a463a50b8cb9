import stringWidth from 'string-width';

// oxlint-disable-next-line no-control-regex -- those are what is looked for
const control = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** A text as one line that leaves the terminal alone: control characters (and those that turn the direction) as escapes. */
export function printable(text: string): string {
  return text.replace(control, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\t') return '\\t';
    if (character === '\r') return '\\r';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The same for a text of several lines (a stack trace): line ends stay, tabs become blanks. */
export function printableLines(text: string): string[] {
  return text.replaceAll('\t', '    ').trimEnd().split(/\r?\n/).map(printable);
}

const segmenter = new Intl.Segmenter();

/** Cuts a text to so many columns, the last one an ellipsis. What is one letter to the reader stays whole. */
export function cutTo(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let [kept, width] = ['', 0];
  for (const { segment } of segmenter.segment(text)) {
    width += stringWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Fills a text up with blanks to so many columns. */
export function padTo(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, columns - stringWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}
