import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestSignature } from '../engine.ts';
import { BadRequestError, ForbiddenError, UnavailableError } from '../model/errors.ts';
import type { SessionKey } from '../model/cluster-config.ts';
import { decodeJavaBase64 } from './java-base64.ts';

/** Java's names of MACs (in lower case: they are compared so) and Node's names of their digests. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['hmacmd5', 'md5'],
  ['hmacsha1', 'sha1'],
  ['hmacsha224', 'sha224'],
  ['hmacsha256', 'sha256'],
  ['hmacsha384', 'sha384'],
  ['hmacsha512', 'sha512'],
  ['hmacsha512/224', 'sha512-224'],
  ['hmacsha512/256', 'sha512-256'],
  ['hmacsha3-224', 'sha3-224'],
  ['hmacsha3-256', 'sha3-256'],
  ['hmacsha3-384', 'sha3-384'],
  ['hmacsha3-512', 'sha3-512'],
]);

/** A request's signature, read from its headers. */
export interface ReadSignature {
  readonly algorithm: string;
  readonly signature: Uint8Array;
  readonly body: Uint8Array;
}

/**
 * Signs the body of a request between workers (KIP-507). `algorithm` is Java's name of a MAC. Throws BadRequestError for one that
 * is not known.
 */
export function signRequest(key: Uint8Array, algorithm: string, body: Uint8Array): Uint8Array {
  return createHmac(digestOf(algorithm), key).update(body).digest();
}

/** What the headers say. null: one of them is missing. Throws BadRequestError for what cannot be read. */
export function readSignature({ body, signature, algorithm }: RequestSignature): ReadSignature | null {
  if (signature === null || algorithm === null) return null;
  digestOf(algorithm);
  try {
    return { algorithm, signature: decodeJavaBase64(signature), body };
  } catch (error) {
    if (error instanceof RangeError) throw new BadRequestError(error.message, { cause: error });
    throw error;
  }
}

export function isValidSignature({ algorithm, signature, body }: ReadSignature, key: Uint8Array): boolean {
  const expected = signRequest(key, algorithm, body);
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

/**
 * Lets an internal request pass. Throws BadRequestError when it is not signed or not by one of `algorithms`, UnavailableError while
 * there is no session key, ForbiddenError when the signature is wrong.
 */
export function verifyRequest(request: RequestSignature, sessionKey: SessionKey | null, algorithms: readonly string[]): void {
  const read = readSignature(request);
  if (read === null) throw new BadRequestError('Internal request missing required signature');
  if (!algorithms.includes(read.algorithm)) {
    throw new BadRequestError(
      `This worker does not support the '${read.algorithm}' key signing algorithm used by other workers. ` +
        `This worker is currently configured to use: [${algorithms.join(', ')}]. ` +
        `Check that all workers' configuration files permit the same set of signature algorithms, ` +
        `and correct any misconfigured worker and restart it.`,
    );
  }
  if (sessionKey === null) {
    throw new UnavailableError(
      'This worker is still starting up and has not been able to read a session key from the config topic yet',
    );
  }
  if (!isValidSignature(read, sessionKey.key)) throw new ForbiddenError('Internal request contained invalid signature.');
}

function digestOf(algorithm: string): string {
  const digest = DIGESTS.get(algorithm.toLowerCase());
  if (digest === undefined) throw new BadRequestError(`Algorithm ${algorithm} not available`);
  return digest;
}
