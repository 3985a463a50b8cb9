import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { describe, expect, it } from 'vitest';
import { sendText } from './answer-stage.ts';

async function answerWith(text: string): Promise<{ readonly body: string; readonly header: string | undefined }> {
  const server = createServer((_req, res) => {
    res.setHeader('X-Name', 'caf\u00e9');
    sendText(res as Response, text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).end();
  const [answer] = await once(asked, 'response');
  const body = Buffer.concat(await answer.toArray());
  expect(Number(answer.headers['content-length'])).toBe(body.length);
  server.close();
  return { body: body.toString(), header: answer.headers['x-name'] };
}

describe('a text as an answer', () => {
  it.each([
    ['short and ASCII', '{"a":1}'],
    ['of other characters', '{"a":"\u00e9\u{1f600}"}'],
    ['long', `"${'x'.repeat(100_000)}"`],
    ['empty', ''],
  ])('arrives as it is when it is %s, and so do headers outside ASCII', async (_what, text) => {
    expect(await answerWith(text)).toEqual({ body: text, header: 'caf\u00e9' });
  });
});
