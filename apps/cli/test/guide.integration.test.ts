import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installCli } from './cli-process.ts';

interface Step {
  readonly line: string;
  readonly output: string;
}

/** The `console` blocks of a page: what is typed, and what then stands there. */
function stepsOf(markdown: string): Step[] {
  const blocks = [...markdown.matchAll(/^```console\n([^]*?)^```$/gm)].map(([, text = '']) => text);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return { line: part.slice(0, end), output: part.slice(end + 1) };
      }),
  );
}

describe.each(['docs/cli.md', 'README.md'])('what %s shows', { timeout: 180_000 }, (page) => {
  let worker: WorkerProcess;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-guide-'));
    worker = await startWorkerProcess();
    await installCli(folder);
    await mkdir(join(folder, 'connectors'));
    await writeFile(join(folder, 'in.txt'), 'one\ntwo\n');
  });
  afterAll(async () => {
    await worker?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const here = (text: string) => text.replaceAll('/tmp/millrace-', `${folder}/`);
  const run = (line: string) =>
    new Promise<string>((resolve) => {
      const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, MILLRACE_URL: worker.url, NO_COLOR: '1' };
      execFile('sh', ['-c', `${here(line)} 2>&1`], { cwd: folder, env }, (_, stdout) =>
        resolve(stdout.replaceAll(`${folder}/`, '/tmp/millrace-').replaceAll(new URL(worker.url).host, '127.0.0.1:8083')),
      );
    });
  /** A port has four digits or five, and columns follow. */
  const tidy = (text: string) => text.replaceAll(/[ -]+/g, ' ');

  test('is what a terminal shows', async () => {
    const steps = stepsOf(await readFile(new URL(`../../../${page}`, import.meta.url), 'utf8'));
    expect(steps.length).toBeGreaterThan(3);
    for (const { line, output } of steps) {
      const file = /^cat (\S+)$/.exec(line)?.[1];
      // a file that is shown is a file that the reader has written
      if (file !== undefined && !file.startsWith('/')) await writeFile(join(folder, file), here(output));
      const expected = tidy(output);
      const shown = async () => tidy(await run(line));
      // states follow a moment after what was asked for; everything else is done once
      if (line.startsWith('millrace get')) await expect.poll(shown, { timeout: 60_000 }).toBe(expected);
      else expect(await shown(), line).toBe(expected);
    }
  });
});
