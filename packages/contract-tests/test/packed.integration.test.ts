import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmptyProject, findNodes, installTarballs, packPackages, registryAnswers } from '@millrace/tool-packing';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const nodes = await findNodes(20);
const answers = registryAnswers();
if (!answers)
  console.log(
    'skipped: contract tests installed from their tarballs; the registry, which has ajv and supertest, does not answer',
  );

const library = (url: string) => `
import { runContractTests, exitCodeOf } from '@millrace/contract-tests';
const report = await runContractTests({ url: '${url}', grep: 'getConnectorStatus/' });
console.log(report.result, exitCodeOf(report), report.totals.failed, report.cleanup.left.length);
`;

const document = `
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const file = createRequire(import.meta.url).resolve('@millrace/contract/openapi.yaml');
console.log(/^openapi: 3\\.1/m.test(readFileSync(file, 'utf8')));
`;

describe.runIf(answers)('contract and contract-tests alone, installed from the tarballs', { timeout: 300_000 }, () => {
  let folder: string;
  let tarballs: string[];
  let worker: WorkerProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-tarballs-'));
    tarballs = await packPackages(['packages/contract', 'packages/contract-tests'], folder);
    worker = await startWorkerProcess();
  }, 120_000);
  afterAll(async () => {
    await worker?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(nodes)('on Node $major', ({ path }) => {
    let project: EmptyProject;
    beforeAll(async () => {
      project = await installTarballs(tarballs, { node: path, offline: false });
    }, 300_000);
    afterAll(() => project?.remove());

    test('`npx millrace-contract-tests --url …` tests a worker and writes its reports', async () => {
      const reports = ['--junit', 'r.xml', '--html', 'r.html', '--badge', 'r.svg', '--json', 'r.json'];
      const args = ['millrace-contract-tests', '--url', worker.url, '--grep', '^listConnectors/', ...reports];
      // npm may have something to say of its own on stderr.
      expect(await project.run('npx', args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/PASSED {2}\d+ rules/) });
      const looked = await project.run(path, ['-p', "fs.readdirSync('.').filter((name) => name.startsWith('r.')).join()"]);
      expect(looked.stdout.trim()).toBe('r.html,r.json,r.svg,r.xml');
    });

    test('a program uses the library', async () => {
      await project.write('program.mjs', library(worker.url));
      expect(await project.run(path, ['program.mjs'])).toEqual({ code: 0, stdout: 'passed 0 0 0\n', stderr: '' });
    });

    test('the contract is there as YAML', async () => {
      await project.write('document.mjs', document);
      expect(await project.run(path, ['document.mjs'])).toMatchObject({ code: 0, stdout: 'true\n' });
    });
  });
});
