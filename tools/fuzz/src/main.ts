import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startWorkerProcess } from '@millrace/tool-worker-process';

/** Starts a worker that checks its own answers, and runs schemathesis against it: `main.ts <schemathesis> [its arguments]`. */
const [schemathesis, ...more] = process.argv.slice(2);
if (schemathesis === undefined) throw new Error('usage: npm run fuzz -- [schemathesis arguments]');

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
];

const worker = await startWorkerProcess({ overrides: { 'rest.validate.responses': 'true' } });
try {
  const child = spawn(
    schemathesis,
    ['run', `${worker.url}/openapi.json`, '--url', worker.url, '--checks', checks.join(','), '--continue-on-failure', ...more],
    { stdio: 'inherit' },
  );
  const [code] = (await once(child, 'close')) as [number | null];
  process.exitCode = code ?? 1;
  const alive = await fetch(`${worker.url}/connectors`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!alive) {
    console.error(`the worker no longer answers; it printed:\n${worker.output()}`);
    process.exitCode = 1;
  }
} finally {
  await worker.dispose();
}
