import { openApiDocument } from '@millrace/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenHttpRequests } from './broken-http.ts';
import { generateHostileRequests } from './hostile-requests.ts';
import { type RawRequest, sendRaw } from './raw-request.ts';
import { startTestApp, type TestApp } from './test-app.ts';

describe('hostile requests', { timeout: 120_000 }, () => {
  let app: TestApp;
  beforeAll(async () => void (app = await startTestApp()));
  afterAll(() => app.close());

  /** Every request is answered in time, not by a 5xx, and its error in the one shape; afterwards a good one is answered. */
  async function survive(requests: readonly RawRequest[]): Promise<void> {
    for (const request of requests) {
      const { status, body } = await sendRaw(app.port, request);
      if (status === null) expect(request.cutOff, `closed without an answer: ${request.what}`).toBe(true);
      else expect(status, `${request.what} → ${body.slice(0, 300)}`).toBeLessThan(500);
      if (status !== null && status >= 400 && body !== '')
        expect(JSON.parse(body.split('HTTP/1.1')[0]!), request.what).toMatchObject({ error_code: status });
    }
    expect((await app.request.get('/connectors')).status).toBe(200);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  }

  it('500 of them, made from the contract, harm nothing', () => survive(generateHostileRequests(openApiDocument, 20_261, 500)));

  it(`${brokenHttpRequests.length} of them, written by hand, harm nothing`, () => survive(brokenHttpRequests));

  it('many at once harm nothing', async () => {
    const requests = generateHostileRequests(openApiDocument, 4, 200);
    const answers = await Promise.all(requests.map((request) => sendRaw(app.port, request)));
    expect(answers.filter(({ status }) => status === null || status >= 500)).toEqual([]);
  });

  it('are the same for the same seed', () => {
    expect(generateHostileRequests(openApiDocument, 1, 50)).toEqual(generateHostileRequests(openApiDocument, 1, 50));
  });

  it('log nothing as an error', () => {
    expect(app.logged.filter((line) => line.includes('"level":"ERROR"'))).toEqual([]);
  });
});
