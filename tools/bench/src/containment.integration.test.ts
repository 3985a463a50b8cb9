import { describe, expect, it } from 'vitest';
import { runContainment } from './containment.ts';

/** So that a busy machine is no failure: what was contained is measured by the benchmark. */
const LONGEST_P99_MS = 2000;

describe('a worker with plugins that misbehave', { timeout: 600_000 }, () => {
  it('keeps ten pipelines going, answers, says who did what, and loses nothing, not even when it is killed', async () => {
    const result = await runContainment({ kill: true });
    expect(result.lines).toMatchObject({ lost: 0, foreign: 0 });
    expect(result.lines.written).toBeGreaterThan(1000);
    expect(result.states).toEqual(Array.from({ length: 40 }, () => 'RUNNING'));
    expect(result.answers.p99Ms).toBeLessThan(LONGEST_P99_MS);
    const { traces } = result;
    for (const name of ['spins', 'spins-too']) {
      expect(traces[name]).toMatch(new RegExp(`: Task ${name}-0 blocked its thread for \\d+ seconds .*at spin \\(.*fault`, 's'));
    }
    expect(traces['throws']).toContain('Task throws-0 threw an error where nobody catches it');
    expect(traces['throws']).toContain('Caused by: org.apache.kafka.connect.errors.ConnectException: Thrown from a timer');
    expect(traces['leak-heap']).toMatch(/: Task leak-heap-0 needed .* of heap .*task\.thread\.max\.heap\.mb/);
    expect(traces['leak-buffers']).toMatch(/: Task leak-buffers-0 held .*task\.thread\.max\.external\.mb/);
    expect(result.validation).toContain('The validation of a configuration by FaultSource blocked its thread for');
    expect(result.exitCode).toBe(0);
  });
});
