const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/gs;
const integer = /^-?\d{16,}$/;

/**
 * JSON.parse, with integers that a number cannot hold as bigint: offsets are 64 bits wide. Runtimes do not all tell a reviver the source
 * of a number, so such integers are put in quotes first, behind a mark that no text can contain by chance.
 */
export function parseExactJson(text: string): unknown {
  const inexact: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return inexact;
  const mark = newMark();
  const marked = text.replace(token, (found) =>
    integer.test(found) && !Number.isSafeInteger(Number(found)) ? `"${mark}${found}"` : found,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** JSON.stringify, with bigint as an integer; `indent` blanks before each member, or all on one line. */
export function writeExactJson(value: unknown, indent?: number): string {
  const mark = newMark();
  let marked = false;
  const exact = (_: string, member: unknown) => {
    if (typeof member !== 'bigint') return member;
    marked = true;
    return `${mark}${member}`;
  };
  const text = JSON.stringify(value, exact, indent);
  return marked ? text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1') : text;
}

function newMark(): string {
  return `${Math.random()}${Math.random()}:`.replaceAll('.', '');
}
