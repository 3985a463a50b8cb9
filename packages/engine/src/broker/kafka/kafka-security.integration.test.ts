import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { missingTools, startKafka } from '@millrace/tool-kafka';
import type { KafkaBroker, SecureListeners } from '@millrace/tool-kafka';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ForbiddenError, UnavailableError } from '../../model/errors.ts';
import type { Broker, ClientProperties } from '../broker.ts';
import { createBroker } from '../create-broker.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

const loginModule = {
  PLAIN: 'org.apache.kafka.common.security.plain.PlainLoginModule',
  SCRAM: 'org.apache.kafka.common.security.scram.ScramLoginModule',
  OAUTHBEARER: 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule',
};

describe.skipIf(missing !== null)('on a Kafka that asks who is there', () => {
  let kafka: KafkaBroker | undefined;
  let secure: SecureListeners;
  beforeAll(async () => {
    kafka = await startKafka({ secure: true });
    secure = kafka.secure!;
  });
  afterAll(async () => {
    await kafka?.stop();
  });

  async function clusterIdBy(properties: ClientProperties): Promise<string> {
    const broker = await createBroker({ kind: 'kafka', properties });
    try {
      await producedBy(broker, properties);
      return broker.clusterId;
    } finally {
      await broker.close();
    }
  }

  /** Producers connect by settings of their own. */
  async function producedBy(broker: Broker, properties: ClientProperties): Promise<void> {
    const producer = await broker.createProducer({ clientId: 'p', properties });
    const [result] = await producer.appendAll([
      { topic: 'secured', partition: 0, keys: [null], values: [Buffer.from('v')], timestamps: null, headers: null },
    ]);
    expect(result!.offsets).toHaveLength(1);
  }

  const jaas = (module: string, options: string) => ({ 'sasl.jaas.config': `${module} required ${options};` });
  const password = (module: string) => jaas(module, `username="${secure.username}" password="${secure.password}"`);
  const trust = () => ({ 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': secure.tls.ca });

  it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])('gets in with a password by %s', async (mechanism) => {
    const module = mechanism === 'PLAIN' ? loginModule.PLAIN : loginModule.SCRAM;
    const sasl = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': mechanism, ...password(module) };
    expect(await clusterIdBy({ 'bootstrap.servers': secure.saslPlaintext, ...sasl })).toBe(kafka!.clusterId);
  });

  it('gets in by SASL inside of TLS', async () => {
    const sasl = { 'security.protocol': 'SASL_SSL', 'sasl.mechanism': 'SCRAM-SHA-512', ...password(loginModule.SCRAM) };
    expect(await clusterIdBy({ 'bootstrap.servers': secure.saslSsl, ...sasl, ...trust() })).toBe(kafka!.clusterId);
  });

  it('gets in with a token that an endpoint gives for credentials', async () => {
    const seen: string[] = [];
    const endpoint = createServer((request, response) => {
      seen.push(request.headers.authorization ?? '');
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const token = `${part({ alg: 'none' })}.${part({ sub: 'somebody', iat: now, exp: now + 600 })}.`;
      response.end(JSON.stringify({ access_token: token, expires_in: 600 }));
    });
    endpoint.listen(0, '127.0.0.1');
    await once(endpoint, 'listening');
    try {
      const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`;
      const sasl = {
        'security.protocol': 'SASL_PLAINTEXT',
        'sasl.mechanism': 'OAUTHBEARER',
        'sasl.oauthbearer.token.endpoint.url': url,
        ...jaas(loginModule.OAUTHBEARER, 'clientId="me" clientSecret="secret"'),
      };
      expect(await clusterIdBy({ 'bootstrap.servers': secure.saslPlaintext, ...sasl })).toBe(kafka!.clusterId);
      expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('me:secret').toString('base64')}`]));
    } finally {
      endpoint.close();
    }
  });

  it('gets in with an unsecured token, as in Java’s examples', async () => {
    const sasl = {
      'security.protocol': 'SASL_PLAINTEXT',
      'sasl.mechanism': 'OAUTHBEARER',
      ...jaas(loginModule.OAUTHBEARER, 'unsecuredLoginStringClaim_sub="somebody"'),
    };
    expect(await clusterIdBy({ 'bootstrap.servers': secure.saslPlaintext, ...sasl })).toBe(kafka!.clusterId);
  });

  it('gets in with a certificate, from files and from the settings themselves, its key encrypted or not', async () => {
    const ssl = { 'bootstrap.servers': secure.ssl, 'security.protocol': 'SSL', ...trust() };
    const pem = (path: string) => ({ 'ssl.keystore.type': 'PEM', 'ssl.keystore.location': path });
    const secret = { 'ssl.key.password': secure.password };
    expect(await clusterIdBy({ ...ssl, ...pem(secure.tls.client) })).toBe(kafka!.clusterId);
    expect(await clusterIdBy({ ...ssl, ...pem(secure.tls.clientEncrypted), ...secret })).toBe(kafka!.clusterId);
    const pkcs12 = { 'ssl.keystore.type': 'PKCS12', 'ssl.keystore.location': secure.tls.clientPkcs12 };
    expect(await clusterIdBy({ ...ssl, ...pkcs12, 'ssl.keystore.password': secure.password })).toBe(kafka!.clusterId);
    const [key, certificate] = readFileSync(secure.tls.client, 'utf8').split(/(?=-----BEGIN CERTIFICATE)/);
    const inline = {
      'bootstrap.servers': secure.ssl,
      'security.protocol': 'SSL',
      'ssl.keystore.type': 'PEM',
      // As it stands in a properties file, on one line.
      'ssl.keystore.key': key!.replaceAll('\n', ' '),
      'ssl.keystore.certificate.chain': certificate!,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': readFileSync(secure.tls.ca, 'utf8'),
    };
    expect(await clusterIdBy(inline)).toBe(kafka!.clusterId);
  });

  it('is told, in words, when it is not let in', async () => {
    const wrong = jaas(loginModule.SCRAM, 'username="alice" password="wrong"');
    const sasl = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'SCRAM-SHA-256', ...wrong };
    const refused = clusterIdBy({ 'bootstrap.servers': secure.saslPlaintext, ...sasl });
    await expect(refused).rejects.toThrow(ForbiddenError);
    await expect(refused).rejects.toThrow(/^(?!.*wrong).*[Aa]uthentication/);
    const untrusted = clusterIdBy({
      'bootstrap.servers': secure.saslSsl,
      'security.protocol': 'SSL',
      'default.api.timeout.ms': '3000',
    });
    await expect(untrusted).rejects.toThrow(UnavailableError);
    await expect(untrusted).rejects.toThrow(/certificate/);
  });
});
