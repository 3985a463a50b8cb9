import { clip } from '../http/answer.ts';
import type { Outcome, RunReport } from '../run-report.ts';
import { badge } from './badge.ts';
import { escapeMarkup } from './escape-markup.ts';
import { pageScript, pageStyle } from './page-parts.ts';
import { resultWords, subjectWords } from './result-words.ts';

/** A run as one page that needs nothing else: the result, a table of all rules, and what failed in full. */
export function htmlPage(report: RunReport): string {
  const { target, tool, outcomes, comparison, abort } = report;
  const title = `${subjectWords(report)}: ${resultWords(report)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<h1>Kafka Connect REST API: contract tests</h1>
<p>${badge(report)}</p>
${abort ? `<p class="abort"><strong>The tests could not be run</strong> (${escapeMarkup(abort.reason)}): ${escapeMarkup(abort.message)}</p>` : ''}
<dl>
${fact('Tested', target.url ?? 'an app inside the process of the tests')}
${fact('Version it tells', target.version ?? 'none')}
${fact('Level', target.level === null ? 'not known' : `${target.level}${target.levelFrom === 'option' ? ', claimed' : ', found from GET /'}`)}
${fact('Profiles', report.selection.profiles.join(', ') || 'none')}
${report.selection.grep === null ? '' : fact('Only rules that match', report.selection.grep)}
${fact('Rules', countsOf(report))}
${fact('When', `${report.startedAt}, ${(report.durationMs / 1000).toFixed(1)} s`)}
${fact('By', `${tool.name} ${tool.version}`)}
${comparison ? fact('Since the former run', `${comparison.better.length} better, ${comparison.worse.length} worse${comparison.worse.length === 0 ? '' : `: ${comparison.worse.join(', ')}`}`) : ''}
</dl>
<p class="filter"><label>Show <select id="result"><option value="">all results</option>${['fail', 'known-failure', 'skipped', 'pass'].map((one) => `<option value="${one}">${resultNames[one as Outcome['result']]}</option>`).join('')}</select></label>
<label>with <input id="text" type="search" placeholder="text"></label> <span id="shown" aria-live="polite"></span></p>
<table>
<thead><tr><th scope="col">Rule</th><th scope="col">Result</th><th scope="col">Level</th><th scope="col">What has to be so</th><th scope="col">Follows from</th><th scope="col">Versions</th><th scope="col">Profile</th></tr></thead>
<tbody>
${outcomes.map(row).join('\n')}
</tbody>
</table>
<script>${pageScript}</script>
</body>
</html>
`;
}

const resultNames: Readonly<Record<Outcome['result'], string>> = {
  pass: 'passed',
  fail: 'failed',
  skipped: 'skipped',
  'known-failure': 'known to fail',
};

function countsOf({ totals }: RunReport): string {
  const { rules, passed, failed, known, skipped, reported } = totals;
  return `${rules}: ${passed} passed, ${failed} failed, ${known} known to fail, ${skipped} skipped${reported > 0 ? `, ${reported} of level MAY not met` : ''}`;
}

function row(outcome: Outcome): string {
  const { id, result, level, sentence, source, since, until, profile, reason } = outcome;
  const name = result === 'fail' && level === 'MAY' ? 'not met' : resultNames[result];
  const cells = [
    `<th scope="row" id="${escapeMarkup(id)}"><code>${escapeMarkup(id)}</code></th>`,
    `<td class="result">${name}</td>`,
    `<td>${level}</td>`,
    `<td>${escapeMarkup(sentence)}${reason === undefined ? '' : `<p class="reason">${escapeMarkup(reason)}</p>`}${details(outcome)}</td>`,
    `<td>${escapeMarkup(source)}</td>`,
    `<td>${until === undefined ? `${since}+` : `${since}–${until}`}</td>`,
    `<td>${profile}</td>`,
  ];
  return `<tr class="${result}" data-result="${result}">${cells.join('')}</tr>`;
}

/** The request, the answer, and what was expected; the sentence stands above. */
function details({ failure }: Outcome): string {
  if (!failure) return '';
  const { curl, answer, expected, found } = failure;
  const shown = [
    ...(curl === null ? [] : [`$ ${curl}`]),
    ...(answer ? [`${answer.status} ${headerLines(answer.headers)}`.trim(), clip(answer.body, 4000)] : []),
    `expected ${expected}`,
    `found    ${found}`,
  ];
  return `<details><summary>request and answer</summary><pre>${escapeMarkup(shown.filter((line) => line !== '').join('\n'))}</pre></details>`;
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return ['content-type', 'location', 'allow']
    .flatMap((name) => (headers[name] === undefined ? [] : `${name}: ${headers[name]}`))
    .join('; ');
}

function fact(name: string, value: string): string {
  return `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`;
}
