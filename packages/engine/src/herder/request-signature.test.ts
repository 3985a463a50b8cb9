import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BadRequestError, ForbiddenError, UnavailableError } from '../model/errors.ts';
import { isValidSignature, readSignature, signRequest, verifyRequest } from './request-signature.ts';

interface SigningCase {
  readonly id: string;
  readonly kind: 'sign' | 'verify';
  readonly algorithm?: string;
  readonly key: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signature?: 'none' | 'error' | 'read';
  readonly key_algorithm_seen?: string;
  readonly valid?: boolean;
  readonly error?: { readonly message: string };
}

const cases = readFileSync(new URL('../../test/fixtures/session-signing.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as SigningCase);

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');
const JAVA_WRAPPED = 'java.security.NoSuchAlgorithmException: ';

describe('signing as Java workers do', () => {
  it.each(cases.filter(({ kind }) => kind === 'sign'))('$id signs', ({ key, body, algorithm, headers, error }) => {
    const sign = (): Uint8Array => signRequest(bytes(key), algorithm!, bytes(body));
    if (error !== undefined) {
      expect(sign).toThrow(new BadRequestError(error.message.replace(JAVA_WRAPPED, '')));
      return;
    }
    expect(Buffer.from(sign()).toString('base64')).toBe(headers?.['X-Connect-Authorization']);
  });

  it.each(cases.filter(({ kind }) => kind === 'verify'))('$id verifies', (given) => {
    const request = {
      body: bytes(given.body),
      signature: given.headers?.['X-Connect-Authorization'] ?? null,
      algorithm: given.headers?.['X-Connect-Request-Signature-Algorithm'] ?? null,
    };
    if (given.signature === 'error') {
      expect(() => readSignature(request)).toThrow(new BadRequestError(given.error!.message));
      return;
    }
    const read = readSignature(request);
    if (given.signature === 'none') {
      expect(read).toBeNull();
      return;
    }
    expect(read?.algorithm).toBe(given.key_algorithm_seen);
    expect(isValidSignature(read!, bytes(given.key))).toBe(given.valid);
  });
});

describe('an internal request', () => {
  const sessionKey = { key: new Uint8Array(32), algorithm: 'HmacSHA256', creationTimestamp: 0 };
  const body = Buffer.from('[]');
  const signature = Buffer.from(signRequest(sessionKey.key, 'HmacSHA256', body)).toString('base64');
  const signed = { body, signature, algorithm: 'HmacSHA256' };

  it('passes with the right signature', () => {
    expect(() => verifyRequest(signed, sessionKey, ['HmacSHA256'])).not.toThrow();
  });

  it('is refused without a signature', () => {
    expect(() => verifyRequest({ ...signed, signature: null }, sessionKey, ['HmacSHA256'])).toThrow(
      new BadRequestError('Internal request missing required signature'),
    );
  });

  it('is refused with another body', () => {
    expect(() => verifyRequest({ ...signed, body: Buffer.from('[1]') }, sessionKey, ['HmacSHA256'])).toThrow(
      new ForbiddenError('Internal request contained invalid signature.'),
    );
  });

  it('waits for a session key', () => {
    expect(() => verifyRequest(signed, null, ['HmacSHA256'])).toThrow(UnavailableError);
  });

  it('is refused when it is signed by an algorithm that is not configured', () => {
    expect(() => verifyRequest({ ...signed, algorithm: 'hmacsha256' }, sessionKey, ['HmacSHA256'])).toThrow(
      /^This worker does not support the 'hmacsha256' key signing algorithm/,
    );
  });
});
