import { clip } from './http/answer.ts';
import type { Outcome } from './run-report.ts';

/** The request, the answer, the rule's sentence, and what was expected, in that order. */
export function failureText({ id, level, sentence, source, failure }: Outcome): string {
  if (!failure) return `${id}: no details`;
  const { curl, answer, expected, found } = failure;
  const shown = answer
    ? [`  ${answer.status}${headersOf(answer.headers)}`, ...(answer.body === '' ? [] : [`  ${clip(answer.body, 2000)}`])]
    : [];
  return [
    '',
    `${level === 'MAY' ? 'REPORTED' : 'FAILED'} ${id}`,
    ...(curl === null ? [] : [`  $ ${curl}`]),
    ...shown,
    `  ${level}: ${sentence} [${source}]`,
    `  expected ${expected}`,
    `  found    ${found}`,
    '',
  ].join('\n');
}

function headersOf(headers: Readonly<Record<string, string>>): string {
  const kept = ['content-type', 'location', 'allow'].flatMap((name) =>
    headers[name] === undefined ? [] : [`${name}: ${headers[name]}`],
  );
  return kept.length === 0 ? '' : `  (${kept.join(', ')})`;
}
