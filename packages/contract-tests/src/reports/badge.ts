import type { RunReport } from '../run-report.ts';
import { escapeMarkup } from './escape-markup.ts';
import { resultColour, resultWords, subjectWords, type ResultColour } from './result-words.ts';

const fills: Readonly<Record<ResultColour, string>> = { green: '#2e7d32', yellow: '#8a6d00', red: '#b3261e', grey: '#6b6b6b' };

/** A badge as SVG: what was tested (level, profile) on the left, how it came out on the right. It needs no font and no server. */
export function badge(report: RunReport): string {
  const [subject, result] = [subjectWords(report), resultWords(report)];
  const [left, right] = [widthOf(subject), widthOf(result)];
  const width = left + right;
  const label = escapeMarkup(`${subject}: ${result}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}">
  <title>${label}</title>
  <clipPath id="round"><rect width="${width}" height="20" rx="3"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="${left}" height="20" fill="#444"/>
    <rect x="${left}" width="${right}" height="20" fill="${fills[resultColour(report)]}"/>
  </g>
  <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
    <text x="${left / 2}" y="14" textLength="${left - 12}">${escapeMarkup(subject)}</text>
    <text x="${left + right / 2}" y="14" textLength="${right - 12}">${escapeMarkup(result)}</text>
  </g>
</svg>
`;
}

/** About what Verdana takes at 11 pixels, with 6 pixels on both sides; `textLength` makes it exact. */
function widthOf(text: string): number {
  const widths = Array.from(text, (character) => (/[il.,:·'|() ]/.test(character) ? 4.2 : /[mwMW]/.test(character) ? 9.8 : 7));
  return Math.ceil(widths.reduce((sum, one) => sum + one, 12));
}
