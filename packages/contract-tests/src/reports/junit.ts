import type { Outcome, RunReport } from '../run-report.ts';
import { failureText } from '../failure-text.ts';

/**
 * A run as JUnit XML, one suite for each operation. Skipped rules and known failures are skipped tests, what a MAY does not keep to is the
 * output of a test that passes, and a run that could not be done is an error, so that no reader of the file takes it for a pass.
 */
export function junitReport(report: RunReport): string {
  const { outcomes, totals, abort, tool, target } = report;
  const operations = [...new Set(outcomes.map(({ operationId }) => operationId))];
  const suites = operations.map((operationId) =>
    suite(
      operationId,
      report.startedAt,
      outcomes.filter((outcome) => outcome.operationId === operationId),
    ),
  );
  const counts = { tests: totals.rules + (abort ? 1 : 0), failures: totals.failed, errors: abort ? 1 : 0 };
  const head = { name: `${tool.name} ${target.url ?? ''}`.trim(), ...counts, skipped: totals.skipped + totals.known };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ ...head, time: seconds(report.durationMs) })}>`,
    ...(abort ? [abortedSuite(abort, report.startedAt)] : []),
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(name: string, timestamp: string, outcomes: readonly Outcome[]): string {
  const count = (...results: readonly Outcome['result'][]) => outcomes.filter(({ result }) => results.includes(result)).length;
  const head = {
    name,
    tests: outcomes.length,
    failures: outcomes.filter(isFailure).length,
    errors: 0,
    skipped: count('skipped', 'known-failure'),
    time: seconds(outcomes.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    timestamp,
  };
  return `  <testsuite${attributes(head)}>\n${outcomes.map(testCase).join('\n')}\n  </testsuite>`;
}

function testCase(outcome: Outcome): string {
  const head = {
    name: outcome.id.slice(outcome.operationId.length + 1),
    classname: outcome.operationId,
    time: seconds(outcome.durationMs),
  };
  const inside = contentOf(outcome);
  const open = `    <testcase${attributes(head)}`;
  return inside === '' ? `${open}/>` : `${open}>\n      ${inside}\n    </testcase>`;
}

function contentOf(outcome: Outcome): string {
  const { result, reason = '', failure, level } = outcome;
  if (result === 'skipped') return `<skipped${attributes({ message: reason })}/>`;
  if (result === 'known-failure') {
    return `<skipped${attributes({ message: `known failure: ${reason}` })}/>\n      ${output(failureText(outcome))}`;
  }
  if (result === 'pass' || !failure) return '';
  if (!isFailure(outcome)) return output(failureText(outcome));
  const message = `expected ${failure.expected}; found ${failure.found}`;
  return `<failure${attributes({ type: level, message })}>${text(failureText(outcome).trim())}</failure>`;
}

function abortedSuite({ reason, message }: NonNullable<RunReport['abort']>, timestamp: string): string {
  const head = { name: 'run', tests: 1, failures: 0, errors: 1, skipped: 0, time: '0.000', timestamp };
  const error = `<error${attributes({ type: reason, message })}/>`;
  return `  <testsuite${attributes(head)}>\n    <testcase${attributes({ name: 'can be run', classname: 'run', time: '0.000' })}>\n      ${error}\n    </testcase>\n  </testsuite>`;
}

const isFailure = ({ result, level }: Outcome) => result === 'fail' && level !== 'MAY';
const seconds = (ms: number) => (ms / 1000).toFixed(3);
const output = (shown: string) => `<system-out>${text(shown.trim())}</system-out>`;

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${text(String(value)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** Text as XML 1.0 can hold it: what it has no way to write is replaced. */
function text(value: string): string {
  return value
    .replaceAll(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
