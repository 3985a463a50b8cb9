import type { Outcome, RunReport } from '../run-report.ts';

/** An outcome for tests of reports. */
export function sampleOutcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    id: 'createConnector/201-location',
    operationId: 'createConnector',
    level: 'MUST',
    sentence: 'The Location header of a new connector is its address.',
    source: 'KIP-26',
    since: '2.3',
    profile: 'core',
    needs: ['connector'],
    result: 'pass',
    durationMs: 12,
    ...changes,
  };
}

/** What is shown of a failure, with characters that markup cannot hold. */
export const sampleFailure = {
  curl: 'curl -i -X POST --data-binary \'{"name":"a<b>&c"}\' http://127.0.0.1:8083/connectors',
  request: { method: 'POST', url: 'http://127.0.0.1:8083/connectors', body: '{"name":"a<b>&c"}' },
  answer: { status: 201, headers: { 'content-type': 'application/json' }, body: '{"name":"a<b>&c\u0000\ud800"}' },
  expected: 'a Location header',
  found: 'none, but "]]>"',
} as const;

/** A report with an outcome of each kind for tests of reports. */
export function sampleReport(changes: Partial<RunReport> = {}): RunReport {
  const outcomes: Outcome[] = [
    sampleOutcome({ id: 'createConnector/201-created' }),
    sampleOutcome({ result: 'fail', failure: sampleFailure }),
    sampleOutcome({ id: 'createConnector/may', level: 'MAY', result: 'fail', failure: sampleFailure }),
    sampleOutcome({ id: 'stopConnector/stops', operationId: 'stopConnector', result: 'skipped', reason: 'the level is 2.3' }),
    sampleOutcome({
      id: 'stopConnector/idempotent',
      operationId: 'stopConnector',
      result: 'known-failure',
      reason: 'mended in 9.9',
      failure: sampleFailure,
    }),
  ];
  return {
    format: 1,
    tool: { name: '@millrace/contract-tests', version: '0.1.0' },
    target: { url: 'http://127.0.0.1:8083', version: '4.3.1', level: '4.3', levelFrom: 'GET /', capabilities: [] },
    selection: { profiles: ['core'], grep: null },
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 1234,
    result: 'failed',
    abort: null,
    totals: { rules: 5, passed: 1, failed: 1, reported: 1, skipped: 1, known: 1 },
    outcomes,
    cleanup: { removed: 3, left: [], leftovers: [] },
    ...changes,
  };
}

export const abortedReport = () =>
  sampleReport({
    result: 'aborted',
    abort: { reason: 'unauthorized', message: 'It answers 401' },
    outcomes: [],
    totals: { rules: 0, passed: 0, failed: 0, reported: 0, skipped: 0, known: 0 },
  });
