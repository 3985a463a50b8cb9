import { describe, expect, it } from 'vitest';
import type { Logger } from '../../model/logger.ts';
import { readClientSettings } from './client-settings.ts';

const servers = { 'bootstrap.servers': 'one:9092, two:9093' };

function recordingLogger(): { readonly logger: Logger; readonly warnings: string[] } {
  const warnings: string[] = [];
  const nothing = (): void => undefined;
  return {
    warnings,
    logger: { trace: nothing, debug: nothing, info: nothing, error: nothing, warn: (text) => warnings.push(text) },
  };
}

const read = (properties: Record<string, string>) =>
  readClientSettings({ ...servers, ...properties }, 'c', recordingLogger().logger);

describe('the settings of a client', () => {
  it('are read by the names of Java, with its defaults', () => {
    const { kafkajs, producer, consumer } = read({});
    expect(kafkajs).toMatchObject({
      brokers: ['one:9092', 'two:9093'],
      clientId: 'c',
      ssl: null,
      sasl: null,
      requestTimeout: 30_000,
    });
    expect(producer).toMatchObject({
      acks: -1,
      idempotent: true,
      compression: 'none',
      maxInFlight: 5,
      deliveryTimeoutMs: 120_000,
    });
    expect(consumer).toMatchObject({ sessionTimeoutMs: 45_000, maxPollRecords: 500, readsCommitted: false });
    expect(read({ acks: '1' }).producer).toMatchObject({ acks: 1, idempotent: false });
    expect(read({ 'isolation.level': 'read_committed' }).consumer.readsCommitted).toBe(true);
  });

  it('that cannot be honoured are warned about by name, once', () => {
    const { logger, warnings } = recordingLogger();
    for (let n = 0; n < 2; n++) readClientSettings({ ...servers, 'client.rack': 'a', 'key.serializer': 'x' }, 'c', logger);
    expect(warnings).toEqual([expect.stringContaining('client.rack')]);
  });

  it('are refused where Java refuses them', () => {
    const refused: Record<string, Record<string, string>> = {
      'No resolvable bootstrap urls': { 'bootstrap.servers': ' , ' },
      'Invalid url in bootstrap.servers: host': { 'bootstrap.servers': 'host' },
      'Invalid value soon for configuration session.timeout.ms': { 'session.timeout.ms': 'soon' },
      'Must set acks to all': { acks: '0', 'enable.idempotence': 'true' },
      'Invalid value brotli for configuration compression.type': { 'compression.type': 'brotli' },
      'Invalid value GSSAPI for configuration sasl.mechanism': { 'security.protocol': 'SASL_SSL' },
      'needs a username and a password': { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' },
      'ssl.keystore.type=JKS can be read by Java only': { 'security.protocol': 'SSL', 'ssl.keystore.location': '/key.jks' },
    };
    for (const [message, properties] of Object.entries(refused)) expect(() => read(properties), message).toThrow(message);
  });

  it('give TLS from PEM stores in the settings', () => {
    const { ssl } = read({
      'security.protocol': 'SSL',
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.key': 'KEY',
      'ssl.keystore.certificate.chain': 'CHAIN',
      'ssl.key.password': 'secret',
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': 'CA',
      'ssl.endpoint.identification.algorithm': '',
    }).kafkajs;
    expect(ssl).toMatchObject({ key: 'KEY', cert: 'CHAIN', passphrase: 'secret', ca: 'CA' });
    expect(ssl).toHaveProperty('checkServerIdentity');
  });

  it('take PEM that stands on one line, as properties files have it', () => {
    const { ssl } = read({
      'security.protocol': 'SSL',
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': `-----BEGIN CERTIFICATE----- ${'a'.repeat(64)} b== -----END CERTIFICATE----- -----BEGIN CERTIFICATE-----\nc\n-----END CERTIFICATE-----`,
    }).kafkajs;
    expect(ssl).toMatchObject({
      ca: `-----BEGIN CERTIFICATE-----\n${'a'.repeat(64)}\nb==\n-----END CERTIFICATE-----\n -----BEGIN CERTIFICATE-----\nc\n-----END CERTIFICATE-----\n`,
    });
  });

  it('give SASL from a JAAS configuration', () => {
    const sasl = (mechanism: string, jaas: string) =>
      read({ 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': mechanism, 'sasl.jaas.config': jaas }).kafkajs.sasl;
    expect(sasl('SCRAM-SHA-512', 'a.b.ScramLoginModule required username="u" password="p \\" q";')).toEqual({
      mechanism: 'scram-sha-512',
      username: 'u',
      password: 'p " q',
    });
    expect(sasl('PLAIN', "a.b.PlainLoginModule required\n username='u'\n password=p;")).toEqual({
      mechanism: 'plain',
      username: 'u',
      password: 'p',
    });
    expect(sasl('OAUTHBEARER', 'a.b.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="me";')).toMatchObject({
      mechanism: 'oauthbearer',
    });
    expect(() => sasl('PLAIN', 'username="u" password="secret"')).toThrow(/^(?!.*secret)sasl\.jaas\.config is malformed/);
  });
});
