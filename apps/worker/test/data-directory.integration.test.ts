import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, runWorkerProcess, startWorkerProcess } from '@millrace/tool-worker-process';
import { expect, it } from 'vitest';

it('a data directory has one worker: the second refuses with a sentence, and starts at once when the first was killed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-two-'));
  try {
    const first = await startWorkerProcess({ dataDir });
    const refused = await runWorkerProcess({ dataDir, port: await freePort() });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(dataDir);
    expect(refused.output).toMatch(/another worker/i);
    expect(refused.output).not.toMatch(/\n\s+at /);
    expect((await fetch(`${first.url}/connectors`)).status).toBe(200);
    await first.kill();
    const second = await startWorkerProcess({ dataDir });
    expect(await second.terminate()).toBe(0);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 120_000);
