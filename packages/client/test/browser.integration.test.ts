import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { missingBrowser, startBrowser } from '@millrace/tool-browser';
import { bundleProgram } from '@millrace/tool-packing';
import { startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const missing = await missingBrowser();
if (missing !== null && process.env['CI']) throw new Error(missing);
if (missing !== null) console.log(`skipped: the client in a browser; ${missing}`);

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Runs in the page. */
const program = `
import { ConnectClient, NotFoundError } from '/client.js';
const config = { 'connector.class': 'FileStreamSource', file: '/nowhere/at-all.txt', topic: 'lines' };
window.tried = (async () => {
  const client = new ConnectClient({ url: window.workerUrl, timeoutMs: 30000, retry: { minDelayMs: 20 } });
  const created = await client.connectors.create({ name: 'a b 🚂', config }).withResponse();
  const { connector } = await client.connectors.waitForRunning('a b 🚂');
  await client.connectors.stop('a b 🚂');
  await client.connectors.alterOffsets('a b 🚂', [{ partition: { filename: config.file }, offset: { position: 9007199254740993n } }]);
  const { offsets } = await client.connectors.offsets('a b 🚂');
  const again = await client.connectors.apply([{ name: 'a b 🚂', config }]);
  await client.connectors.delete('a b 🚂');
  const missing = await client.connectors.get('a b 🚂').catch((error) => error);
  const refused = await new ConnectClient({ url: 'http://127.0.0.1:9', retry: false }).info().catch((error) => error);
  return {
    status: created.status, state: connector.state, position: String(offsets[0].offset.position), changed: again.changed,
    missing: missing instanceof NotFoundError, refused: refused.name,
  };
})();
`;

describe.skipIf(missing !== null)('in a real Chromium', { timeout: 120_000 }, () => {
  let worker: WorkerProcess;
  let site: Server;
  let siteUrl: string;
  beforeAll(async () => {
    const { code } = await bundleProgram(`export * from '@millrace/client'`, folder);
    site = createServer((request, response) => {
      const [type, text] =
        request.url === '/client.js'
          ? ['text/javascript', code]
          : request.url === '/program.js'
            ? ['text/javascript', program]
            : [
                'text/html',
                `<!doctype html><script>workerUrl = ${JSON.stringify(worker.url)}</script><script type="module" src="/program.js"></script>`,
              ];
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const cors = { 'access.control.allow.origin': siteUrl, 'access.control.allow.methods': 'GET,POST,PUT,PATCH,DELETE' };
    worker = await startWorkerProcess({ overrides: cors });
  });
  afterAll(async () => {
    site?.close();
    await worker?.dispose();
  });

  test('the bundled client does what it does elsewhere, to a worker that allows the page', async () => {
    const browser = await startBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(siteUrl);
      await page.waitForFunction('window.tried !== undefined');
      expect(await page.evaluate('window.tried')).toEqual({
        status: 201,
        state: 'RUNNING',
        position: '9007199254740993',
        changed: false,
        missing: true,
        refused: 'ConnectionError',
      });
    } finally {
      await browser.close();
    }
  });
});
