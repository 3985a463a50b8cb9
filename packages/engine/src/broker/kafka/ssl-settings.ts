import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { BadRequestError } from '../../model/errors.ts';
import type { PropertyReader } from './property-reader.ts';

/** All that {@link sslOptions} may read. */
export const sslProperties: ReadonlySet<string> = new Set([
  'ssl.keystore.type',
  'ssl.keystore.location',
  'ssl.keystore.password',
  'ssl.keystore.key',
  'ssl.keystore.certificate.chain',
  'ssl.key.password',
  'ssl.truststore.type',
  'ssl.truststore.location',
  'ssl.truststore.password',
  'ssl.truststore.certificates',
  'ssl.endpoint.identification.algorithm',
  'ssl.enabled.protocols',
  'ssl.protocol',
  'ssl.cipher.suites',
]);

/**
 * Key and trust stores as Node takes them: PEM in files or in the settings themselves (KIP-651), and PKCS12 for the key. Throws
 * BadRequestError for stores that only Java can read, and says how to convert them.
 */
export function sslOptions(from: PropertyReader): ConnectionOptions {
  const algorithm = from.given('ssl.endpoint.identification.algorithm');
  return {
    ...keyOptions(from),
    ...trustOptions(from),
    ...protocolOptions(from),
    // Java: an empty algorithm switches the check of the host name off.
    ...(algorithm === undefined || algorithm.toLowerCase() === 'https' ? {} : { checkServerIdentity: () => undefined }),
  };
}

function keyOptions(from: PropertyReader): ConnectionOptions {
  const type = from.text('ssl.keystore.type', 'JKS').toUpperCase();
  const location = from.optional('ssl.keystore.location');
  const storePassword = from.optional('ssl.keystore.password');
  const keyPassword = from.optional('ssl.key.password');
  const key = from.optional('ssl.keystore.key');
  const chain = from.optional('ssl.keystore.certificate.chain');
  const passphrase = keyPassword === undefined ? {} : { passphrase: keyPassword };
  if (type === 'PEM') {
    // One file holds the key and the certificates.
    const file = location === undefined ? undefined : readStore('ssl.keystore.location', location);
    if (file !== undefined) return { key: file, cert: file, ...passphrase };
    return {
      ...(key === undefined ? {} : { key: withLines(key) }),
      ...(chain === undefined ? {} : { cert: withLines(chain) }),
      ...passphrase,
    };
  }
  if (location === undefined) return {};
  if (type === 'PKCS12') {
    const secret = storePassword ?? keyPassword;
    return { pfx: readStore('ssl.keystore.location', location), ...(secret === undefined ? {} : { passphrase: secret }) };
  }
  throw new BadRequestError(unreadable('ssl.keystore', type, 'PEM or PKCS12'));
}

function trustOptions(from: PropertyReader): ConnectionOptions {
  const type = from.text('ssl.truststore.type', 'JKS').toUpperCase();
  const location = from.optional('ssl.truststore.location');
  const certificates = from.optional('ssl.truststore.certificates');
  from.optional('ssl.truststore.password');
  if (type === 'PEM') {
    if (certificates !== undefined) return { ca: withLines(certificates) };
    return location === undefined ? {} : { ca: readStore('ssl.truststore.location', location) };
  }
  if (location === undefined) return {};
  throw new BadRequestError(unreadable('ssl.truststore', type, 'PEM'));
}

function protocolOptions(from: PropertyReader): ConnectionOptions {
  const versions = from
    .optional('ssl.enabled.protocols')
    ?.split(',')
    .map((version) => version.trim());
  const known = (['TLSv1.2', 'TLSv1.3'] as const).filter((version) => versions?.includes(version));
  const ciphers = from
    .optional('ssl.cipher.suites')
    ?.split(',')
    .map((cipher) => cipher.trim());
  from.optional('ssl.protocol');
  return {
    ...(known.length === 0 ? {} : { minVersion: known[0]!, maxVersion: known.at(-1)! }),
    ...(ciphers === undefined ? {} : { ciphers: ciphers.join(':') }),
  };
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----([^:]*?)-----END \1-----/g;

/** PEM that stands in a setting may have blanks for its line ends, which Java reads and OpenSSL does not. */
function withLines(pem: string): string {
  return pem.replaceAll(pemBlock, (_, label: string, body: string) => {
    const lines = body.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? [];
    return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
  });
}

function unreadable(prefix: string, type: string, readable: string): string {
  return (
    `Stores of ${prefix}.type=${type} can be read by Java only; ${readable} is needed. ` +
    `keytool -importkeystore -deststoretype PKCS12 and openssl pkcs12 convert them.`
  );
}

function readStore(name: string, location: string): Buffer {
  try {
    return readFileSync(location);
  } catch (error) {
    throw new BadRequestError(`Invalid value ${location} for configuration ${name}: the file cannot be read`, { cause: error });
  }
}
