import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Listeners of a broker that ask who is there, or encrypt, or both; each as host:port. */
export interface SecureListeners {
  /** SASL_PLAINTEXT and SASL_SSL, for PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 and OAUTHBEARER (unsecured tokens of anybody). */
  readonly saslPlaintext: string;
  readonly saslSsl: string;
  /** Asks for a client's certificate. */
  readonly ssl: string;
  readonly username: string;
  readonly password: string;
  readonly tls: TlsFiles;
}

/** Paths of what a client needs for TLS. The passwords are `password`. */
export interface TlsFiles {
  /** The authority that signed the broker's certificate, PEM. */
  readonly ca: string;
  /** A client's key and certificate, PEM; once with the key in clear, once encrypted. */
  readonly client: string;
  readonly clientEncrypted: string;
  /** The same as PKCS12. */
  readonly clientPkcs12: string;
}

/** What a broker has to be formatted and configured with to have such listeners. */
export interface SecureBroker {
  readonly listeners: SecureListeners;
  readonly formatArgs: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

const username = 'alice';
const password = 'alice secret';
const names = ['SASLPLAIN', 'SASLTLS', 'TLS'] as const;
const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'];
const loginModules: Readonly<Record<string, string>> = {
  plain: `org.apache.kafka.common.security.plain.PlainLoginModule required user_${username}="${password}";`,
  'scram-sha-256': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  'scram-sha-512': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  oauthbearer:
    'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";',
};

/** Makes certificates in a directory, by `openssl`. `ports`: three. */
export async function secureBroker(dir: string, ports: readonly number[]): Promise<SecureBroker> {
  await mkdir(dir, { recursive: true });
  const tls = await makeCertificates(dir);
  const [saslPlaintext, saslSsl, ssl] = ports.map((port) => `127.0.0.1:${port}`);
  return {
    listeners: { saslPlaintext: saslPlaintext!, saslSsl: saslSsl!, ssl: ssl!, username, password, tls },
    formatArgs: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${username},password=${password}]`,
    ]),
    properties: {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': join(dir, 'broker.pem'),
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': tls.ca,
      'listener.name.tls.ssl.client.auth': 'required',
      ...saslProperties('saslplain'),
      ...saslProperties('sasltls'),
    },
  };
}

/** The broker's listeners with these beside the others. */
export function withSecureListeners(
  properties: Readonly<Record<string, string>>,
  { listeners, properties: secure }: SecureBroker,
): Record<string, string> {
  const { saslPlaintext, saslSsl, ssl } = listeners;
  const urls = [saslPlaintext, saslSsl, ssl].map((address, n) => `${names[n]}://${address}`).join(',');
  return {
    ...properties,
    ...secure,
    listeners: `${properties['listeners']},${urls}`,
    'advertised.listeners': `${properties['advertised.listeners']},${urls}`,
    'listener.security.protocol.map': `${properties['listener.security.protocol.map']},SASLPLAIN:SASL_PLAINTEXT,SASLTLS:SASL_SSL,TLS:SSL`,
  };
}

function saslProperties(listener: string): Record<string, string> {
  const prefix = `listener.name.${listener}`;
  const modules = Object.entries(loginModules).map(([mechanism, module]) => [`${prefix}.${mechanism}.sasl.jaas.config`, module]);
  return { [`${prefix}.sasl.enabled.mechanisms`]: mechanisms.join(','), ...Object.fromEntries(modules) };
}

async function makeCertificates(dir: string): Promise<TlsFiles> {
  const file = (name: string): string => join(dir, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: dir });
  const request = ['req', '-newkey', 'rsa:2048', '-nodes'];
  await openssl(...request, '-x509', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '7', '-subj', '/CN=an authority for tests');
  await writeFile(file('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  for (const who of ['broker', 'client']) {
    await openssl(...request, '-keyout', `${who}.key`, '-out', `${who}.csr`, '-subj', `/CN=${who}`);
    const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '7', '-extfile', 'names'];
    await openssl('x509', '-req', '-in', `${who}.csr`, ...sign, '-out', `${who}.crt`);
    await writeFile(
      file(`${who}.pem`),
      `${await readFile(file(`${who}.key`), 'utf8')}${await readFile(file(`${who}.crt`), 'utf8')}`,
    );
  }
  const secret = `pass:${password}`;
  await openssl('pkcs8', '-topk8', '-in', 'client.key', '-out', 'encrypted.key', '-v2', 'aes-256-cbc', '-passout', secret);
  await writeFile(
    file('encrypted.pem'),
    `${await readFile(file('encrypted.key'), 'utf8')}${await readFile(file('client.crt'), 'utf8')}`,
  );
  await openssl('pkcs12', '-export', '-in', 'client.pem', '-out', 'client.p12', '-passout', secret);
  return {
    ca: file('ca.pem'),
    client: file('client.pem'),
    clientEncrypted: file('encrypted.pem'),
    clientPkcs12: file('client.p12'),
  };
}
