import { describe, expect, it } from 'vitest';
import { allRules } from '../rules/all-rules.ts';
import { badge } from './badge.ts';
import { failureText } from '../failure-text.ts';
import { htmlPage } from './html-page.ts';
import { junitReport } from './junit.ts';
import { abortedReport, sampleFailure, sampleOutcome, sampleReport } from './sample-report.case.ts';

const passed = { rules: 2, passed: 2, failed: 0, reported: 0, skipped: 0, known: 0 };

describe('the text of a failure', () => {
  it('shows the request, the answer, the sentence and what was expected, in that order', () => {
    const text = failureText(sampleOutcome({ result: 'fail', failure: sampleFailure }));
    const parts = [
      '$ curl -i -X POST',
      '  201  (content-type',
      'MUST: The Location header',
      'expected a Location',
      'found    none',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});

describe('JUnit XML', () => {
  it('has a suite for each operation, and counts what CI shows', () => {
    const xml = junitReport(sampleReport());
    expect(xml).toContain(
      '<testsuites name="@millrace/contract-tests http://127.0.0.1:8083" tests="5" failures="1" errors="0" skipped="2"',
    );
    expect(xml.match(/<testsuite /g)).toHaveLength(2);
    expect(xml.match(/<testcase /g)).toHaveLength(5);
    expect(xml.match(/<failure /g)).toHaveLength(1);
    expect(xml).toContain('<skipped message="known failure: mended in 9.9"/>');
  });

  it('holds no character that XML has no way to write, and escapes the others', () => {
    const xml = junitReport(sampleReport());
    expect(xml).not.toContain('\u0000');
    expect(xml).not.toContain('\ud800');
    expect(xml).toContain('a&lt;b&gt;&amp;c\ufffd');
    expect(xml).toContain('none, but &quot;]]&gt;&quot;');
  });

  it('has an error for a run that could not be done', () => {
    const xml = junitReport(abortedReport());
    expect(xml).toContain('tests="1" failures="0" errors="1"');
    expect(xml).toContain('<error type="unauthorized" message="It answers 401"/>');
  });
});

describe('the badge', () => {
  it('carries level, profile and result', () => {
    expect(badge(sampleReport({ result: 'passed', totals: passed }))).toContain(
      '<title>Kafka Connect 4.3 · core: 2 passed</title>',
    );
  });

  it('is green, yellow, red or grey', () => {
    const fills = [
      sampleReport({ result: 'passed', totals: passed }),
      sampleReport({ result: 'passed', totals: { ...passed, known: 1 } }),
      sampleReport(),
      abortedReport(),
    ].map((report) => /fill="(#[0-9a-f]{6})"/.exec(badge(report))?.[1]);
    expect(new Set(fills).size).toBe(4);
  });

  it('does not call a few rules by the name of a profile', () => {
    const report = sampleReport({ selection: { profiles: ['core'], grep: 'createConnector' } });
    expect(badge(report)).toContain('core (some rules)');
  });
});

describe('the page', () => {
  it('has a row for each rule, and escapes what servers answer', () => {
    const html = htmlPage(sampleReport());
    expect(html.match(/<tr class=/g)).toHaveLength(5);
    expect(html).toContain('a&lt;b&gt;&amp;c');
    expect(html).not.toContain('a<b>');
  });

  it('loads nothing from elsewhere', () => {
    expect(htmlPage(sampleReport())).not.toMatch(/(src|href)=|@import|url\((?!#)/);
  });

  it('says that a run could not be done', () => {
    expect(htmlPage(abortedReport())).toContain('could not be run');
  });
});

it('every rule fits into each report', () => {
  const outcomes = allRules.map((rule) => sampleOutcome({ ...rule, result: 'pass' }));
  const report = sampleReport({ outcomes });
  expect(junitReport(report).match(/<testcase /g)).toHaveLength(allRules.length);
  expect(htmlPage(report).match(/<tr class=/g)).toHaveLength(allRules.length);
});
