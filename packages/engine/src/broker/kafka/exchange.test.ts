import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchange, headerOf } from './exchange.ts';
import { isTransient } from './kafka-errors.ts';
import type { KafkajsConnection } from './kafkajs-internals.ts';
import { WireWriter } from './wire.ts';

interface Encoder {
  readonly buffer: Buffer;
  writeBuffer(bytes: Buffer): Encoder;
}

const require = createRequire(import.meta.url);
const KafkajsEncoder = require('kafkajs/src/protocol/encoder') as new (initialSize: number) => Encoder;
const createRequest = require('kafkajs/src/protocol/request') as (request: object) => Promise<Encoder>;

const int16 = fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 });

describe('a request', () => {
  it('is the bytes that kafkajs makes of it', async () => {
    const request = fc.record({
      apiKey: int16,
      apiVersion: int16,
      correlationId: fc.nat(2 ** 31 - 1),
      clientId: fc.string({ unit: 'grapheme' }),
      sizes: fc.array(fc.oneof(fc.nat(100), fc.integer({ min: 16_000, max: 17_000 })), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ apiKey, apiVersion, correlationId, clientId, sizes }) => {
        const values = sizes.map((size, n) => Buffer.alloc(size, n + 1));
        const writer = new WireWriter();
        writer.int16(7);
        for (const value of values) writer.bytes(value).int32(value.length);
        const parts = writer.parts();
        expect(Buffer.concat(parts)).toEqual(writer.finish());
        // What is long is handed on as it is.
        for (const value of values) {
          expect(parts.some(({ buffer }) => buffer === value.buffer)).toBe(value.length >= 16 * 1024);
        }
        const message = { apiKey, apiVersion, apiName: '', parts, expectsAnswer: true, timeoutMs: null };
        const encode = async () => new KafkajsEncoder(writer.finish().length).writeBuffer(writer.finish());
        const theirs = await createRequest({ correlationId, clientId, request: { apiKey, apiVersion, encode } });
        expect(Buffer.concat([headerOf(message, correlationId, clientId), ...parts])).toEqual(theirs.buffer);
      }),
    );
  });

  it('may be sent again when its connection was closed before it went out', async () => {
    const connection: KafkajsConnection = {
      clientId: 'c',
      host: '127.0.0.1',
      port: 9092,
      socket: undefined,
      requestQueue: { push: ({ sendRequest }) => sendRequest(), maybeThrottle: () => undefined },
      isAuthenticated: () => true,
      authenticate: async () => undefined,
      failIfNotConnected: () => undefined,
      nextCorrelationId: () => 1,
      rejectRequests: () => undefined,
    };
    const message = { apiKey: 3, apiName: 'Metadata', apiVersion: 1, parts: [], expectsAnswer: true, timeoutMs: null };
    const failed = await exchange(connection, message).catch((error: unknown) => error);
    expect(isTransient(failed)).toBe(true);
  });
});
