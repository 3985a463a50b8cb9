import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type EmptyProject,
  findNodes,
  installTarballs,
  judgePackage,
  packPackages,
  publishedPackages,
  registryAnswers,
} from '@millrace/tool-packing';
import { freePort } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const nodes = await findNodes(20);
const answers = registryAnswers();
if (!answers)
  console.log('skipped: packages installed from their tarballs; the registry, which has what they depend on, does not answer');

const program = (url: string) => `
import { ConnectClient } from '@millrace/client';
const client = new ConnectClient({ url: '${url}' });
const name = 'packed ' + process.version;
await client.connectors.create({ name, config: { 'connector.class': 'FileStreamSource', file: '/nowhere', topic: 'packed' } });
const { connector, tasks } = await client.connectors.waitForRunning(name);
console.log(connector.state, tasks.length);
await client.connectors.delete(name);
await client.connectors.waitForDeleted(name);
console.log(await client.connectors.list());
`;

describe('all packages, packed', { timeout: 300_000 }, () => {
  let folder: string;
  let tarballs: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-tarballs-'));
    tarballs = await packPackages(publishedPackages, folder);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('publint has nothing against them, and arethetypeswrong only that most are ES modules alone', async () => {
    const said = (await Promise.all(tarballs.map(judgePackage))).flat();
    const esModulesOnly = /"kind":"(CJSResolvesToESM|NoResolution)"/;
    expect(said.filter((sentence) => !esModulesOnly.test(sentence))).toEqual([]);
  });

  test('each has the license, and depends on the others in their versions', async () => {
    const license = await readFile(new URL('../../../LICENSE', import.meta.url), 'utf8');
    for (const place of publishedPackages) {
      const packageFolder = new URL(`../../../${place}/`, import.meta.url);
      expect(await readFile(new URL('LICENSE', packageFolder), 'utf8'), place).toBe(license);
      const { dependencies = {}, version, ...rest } = JSON.parse(await readFile(new URL('package.json', packageFolder), 'utf8'));
      expect(rest, place).not.toHaveProperty('private');
      for (const [name, wanted] of Object.entries(dependencies))
        if (name.startsWith('@millrace/')) expect(wanted, `${place} ${name}`).toBe(version);
    }
  });

  describe.runIf(answers)('and installed into an empty folder', () => {
    let project: EmptyProject;
    beforeAll(async () => {
      project = await installTarballs(tarballs, { node: nodes.at(-1)!.path, offline: false });
    }, 300_000);
    afterAll(() => project?.remove());

    test.each(nodes)(
      '`npx millrace worker` serves a program of the SDK and the command line, on Node $major',
      async ({ path, major }) => {
        const port = await freePort();
        const url = `http://127.0.0.1:${port}`;
        const data = join(project.folder, `data-${major}`);
        const overrides = ['--override', `listeners=${url}`, '--override', `data.dir=${data}`];
        const env = { ...process.env, PATH: `${dirname(path)}:${process.env['PATH']}` };
        const worker = spawn('npx', ['millrace', 'worker', ...overrides], { cwd: project.folder, env, detached: true });
        let output = '';
        for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
        try {
          await vi.waitFor(() => expect(output).toContain('Millrace is ready'), { timeout: 60_000 });
          await project.write('program.mjs', program(url));
          expect(await project.run(path, ['program.mjs'])).toEqual({ code: 0, stdout: 'RUNNING 1\n[]\n', stderr: '' });
          const millrace = (...args: string[]) => project.run(path, ['node_modules/.bin/millrace', ...args]);
          expect(await millrace('get', 'plugins', 'FileStreamSource', '-o', 'name', '--url', url)).toMatchObject({
            code: 0,
            stdout: 'org.apache.kafka.connect.file.FileStreamSourceConnector\n',
          });
          expect(await millrace('worker', '--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d/) });
          const rules = await millrace('contract-tests', '--list', 'json');
          expect(JSON.parse(rules.stdout)).toEqual(expect.arrayContaining([expect.objectContaining({ level: 'MUST' })]));
        } finally {
          process.kill(-worker.pid!, 'SIGKILL');
        }
      },
    );
  });
});
