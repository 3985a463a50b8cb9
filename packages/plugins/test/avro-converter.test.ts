import {
  ConnectDate,
  ConnectTimestamp,
  DataError,
  Decimal,
  PackedBytes,
  PendingError,
  RetriableError,
  SchemaBuilder,
  schemas,
  Struct,
  type Converter,
  type Schema,
} from '@millrace/connector-api';
import { afterEach, describe, expect, it } from 'vitest';
import { avroIncompatibilities } from '../src/avro/avro-compatibility.ts';
import { parseAvroSchema } from '../src/avro/parse-avro-schema.ts';
import { avroConverter } from '../src/converters/avro-converter.ts';
import { startRegistry, whenReady, type TestRegistry, type TestRegistryOptions } from './schema-registry.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function startedRegistry(options?: TestRegistryOptions): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  open.push(registry);
  return registry;
}

function converterFor(url: string, more: Record<string, string> = {}, use: 'key' | 'value' = 'value'): Converter {
  const props = { 'schema.registry.url': url, 'retries.wait.ms': '1', ...more };
  const converter = avroConverter.create(props, { use });
  open.push({ close: () => converter.close?.() });
  return converter;
}

const backward = (latest: string, schema: string): string[] =>
  avroIncompatibilities(parseAvroSchema(schema), parseAvroSchema(latest));

const user = SchemaBuilder.struct()
  .name('com.example.User')
  .field('id', schemas.INT64)
  .field('mail', schemas.OPTIONAL_STRING)
  .build();
const userOf = (id: bigint, mail: string | null): Struct => new Struct(user).put('id', id).put('mail', mail);

/** Bytes in hexadecimal digits, with blanks where one likes. */
const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

const write = (converter: Converter, schema: Schema | null, value: unknown, topic = 'users') =>
  whenReady(() => converter.fromConnectData(topic, schema, value));
const read = (converter: Converter, bytes: Uint8Array | null, topic = 'users') =>
  whenReady(() => converter.toConnectData(topic, bytes));

describe('writing', () => {
  it('registers the schema under the topic, and puts its id before the data', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url);
    const bytes = await write(converter, user, userOf(-1n, 'a'));
    // The id 1; the long -1 is 1 as zigzag; the second of the union; one byte of text.
    expect(bytes!).toEqual(bytesOf('00 00000001 01 02 0261'));
    expect(registry.requests).toEqual(['POST /subjects/users-value/versions?normalize=false']);
    expect(registry.versions('users-value')).toEqual([
      '{"type":"record","name":"User","namespace":"com.example","fields":[{"name":"id","type":"long"},' +
        '{"name":"mail","type":["null","string"],"default":null}],"connect.name":"com.example.User"}',
    ]);
  });

  it('asks once for each schema and subject, and then answers at once', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url);
    const first = [1n, 2n, 3n].map((id) => write(converter, user, userOf(id, null)));
    await Promise.all(first);
    const again = SchemaBuilder.struct()
      .name('com.example.User')
      .field('id', schemas.INT64)
      .field('mail', schemas.OPTIONAL_STRING)
      .build();
    expect(converter.fromConnectBatch?.('users', [user, user], [userOf(4n, null), userOf(5n, null)])).toHaveLength(2);
    expect(() => converter.fromConnectData('others', user, userOf(4n, null))).toThrow(PendingError);
    expect(registry.requests).toHaveLength(1);
    await write(converter, again, new Struct(again).put('id', 1n));
    expect(registry.requests.filter((request) => request.includes('users-value'))).toHaveLength(1);
  });

  it('writes nothing for null, and asks nobody', async () => {
    const converter = converterFor('http://127.0.0.1:1');
    expect(converter.fromConnectData('users', null, null)).toBeNull();
    expect(converter.fromConnectData('users', schemas.OPTIONAL_STRING, null)).toBeNull();
    expect(() => converter.fromConnectData('users', schemas.STRING, null)).toThrow('Found null value for non-optional schema');
  });

  it('writes bytes as they are, without their length', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url);
    const bytes = await write(converter, schemas.BYTES, Uint8Array.of(1, 2, 3));
    expect([...bytes!]).toEqual([0, 0, 0, 0, 1, 1, 2, 3]);
    const back = await read(converter, bytes);
    expect(Buffer.from(back.value as Uint8Array)).toEqual(Buffer.from([1, 2, 3]));
  });

  it('carries data without a schema', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url);
    const value = new Map<string, unknown>([
      ['big', 9_007_199_254_740_993n],
      ['list', [1, 'two', null, true]],
    ]);
    const back = await read(converter, await write(converter, null, value));
    expect(back).toEqual({ schema: null, value });
  });

  it.each([
    ['TopicNameStrategy', 'users-value'],
    ['io.confluent.kafka.serializers.subject.RecordNameStrategy', 'com.example.User'],
    ['io.confluent.kafka.serializers.subject.TopicRecordNameStrategy', 'users-com.example.User'],
  ])('names subjects by %s', async (strategy, subject) => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url, { 'value.subject.name.strategy': strategy });
    const bytes = await write(converter, user, userOf(1n, null));
    expect(registry.versions(subject)).toHaveLength(1);
    expect(String((await read(converter, bytes)).value)).toBe('Struct{id=1}');
  });

  it('names the subject of keys after the topic', async () => {
    const registry = await startedRegistry();
    await write(converterFor(registry.url, {}, 'key'), schemas.STRING, 'k');
    expect(registry.versions('users-key')).toEqual(['"string"']);
  });

  it('refuses what has no name where subjects are named by the record', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url, { 'value.subject.name.strategy': 'RecordNameStrategy' });
    await expect(write(converter, schemas.STRING, 'x')).rejects.toThrow('the message value must only be a record schema');
  });

  it('looks schemas up where it may not register them', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url, { 'auto.register.schemas': 'false', 'normalize.schemas': 'true' });
    await expect(write(converter, schemas.STRING, 'x')).rejects.toThrow(
      "Failed to serialize Avro data from topic users: Error retrieving Avro schema under subject users-value: Subject 'users-value' not found.; error code: 40401",
    );
    registry.add('other', '"int"');
    registry.add('users-value', '"string"');
    expect((await write(converter, schemas.STRING, 'x'))!).toEqual(bytesOf('00 00000002 0278'));
    expect(registry.requests.at(-1)).toBe('POST /subjects/users-value?normalize=true&deleted=false');
  });
});

describe('the latest version', () => {
  const latest = JSON.stringify({
    type: 'record',
    name: 'User',
    namespace: 'com.example',
    fields: [
      { name: 'mail', type: ['null', 'string'], default: null },
      { name: 'id', type: 'long' },
      { name: 'level', type: 'int', default: 7 },
    ],
  });
  const useLatest = { 'auto.register.schemas': 'false', 'use.latest.version': 'true' };

  it('is written by the names of fields, with defaults for what is missing', async () => {
    const registry = await startedRegistry();
    registry.add('users-value', latest);
    const bytes = await write(converterFor(registry.url, useLatest), user, userOf(2n, 'a'));
    expect(bytes!).toEqual(bytesOf('00 00000001 020261 04 0e'));
    expect(registry.requests).toEqual(['GET /subjects/users-value/versions/latest']);
  });

  it('has to be able to read what is written, unless it is not asked to', async () => {
    const registry = await startedRegistry();
    const strict = latest.replace(',"default":7', '');
    registry.add('users-value', strict);
    await expect(write(converterFor(registry.url, useLatest), user, userOf(2n, 'a'))).rejects.toThrow(
      /Incompatible schema of type 'AVRO': version 1 of subject users-value, id 1 .*level: a field without a default.*latest\.compatibility\.strict=false/,
    );
    await expect(
      write(converterFor(registry.url, { ...useLatest, 'latest.compatibility.strict': 'false' }), user, userOf(2n, 'a')),
    ).rejects.toThrow('The field level of com.example.User has no default');
  });

  it('is what older data is read as', async () => {
    const registry = await startedRegistry();
    const bytes = await write(converterFor(registry.url), user, userOf(2n, 'a'));
    registry.add('users-value', latest);
    const { schema, value } = await read(converterFor(registry.url, useLatest), bytes);
    expect(schema?.version).toBe(2);
    expect(String(value)).toBe('Struct{mail=a,id=2,level=7}');
  });

  it('is asked for again each time where it may not be remembered', async () => {
    const registry = await startedRegistry();
    registry.add('users-value', latest);
    const converter = converterFor(registry.url, { ...useLatest, 'latest.cache.ttl.sec': '0' });
    await write(converter, user, userOf(2n, 'a'));
    await write(converter, user, userOf(2n, 'a'));
    expect(registry.requests).toHaveLength(2);
  });

  it('can be a schema of a given id', async () => {
    const registry = await startedRegistry();
    registry.add('elsewhere', latest);
    const converter = converterFor(registry.url, { 'auto.register.schemas': 'false', 'use.schema.id': '1' });
    expect(await write(converter, user, userOf(2n, 'a'))).toEqual(bytesOf('00 00000001 020261 04 0e'));
  });
});

describe('reading', () => {
  it('asks once for an id, and for the version of its schema', async () => {
    const registry = await startedRegistry();
    const bytes = await write(converterFor(registry.url), user, userOf(1n, 'a'));
    registry.requests.length = 0;
    const converter = converterFor(registry.url);
    const letGo = registry.hold();
    const reading = [1, 2, 3].map(() => read(converter, bytes));
    letGo();
    const [first] = await Promise.all(reading);
    expect(registry.requests).toEqual([
      'GET /schemas/ids/1?fetchMaxId=false&subject=users-value',
      'POST /subjects/users-value?normalize=false&deleted=true',
    ]);
    expect(first?.schema?.version).toBe(1);
    expect(String(first?.value)).toBe('Struct{id=1,mail=a}');
    const both = converter.toConnectBatch?.('users', PackedBytes.of([bytes, null]));
    expect([both?.schemas, both?.values]).toEqual([
      [first?.schema, null],
      [first?.value, null],
    ]);
    expect(registry.requests).toHaveLength(2);
  });

  it('follows references to other schemas', async () => {
    const registry = await startedRegistry();
    registry.add(
      'address',
      '{"type":"record","name":"Address","namespace":"com.example","fields":[{"name":"city","type":"string"}]}',
    );
    const text = '{"type":"record","name":"Person","namespace":"com.example","fields":[{"name":"home","type":"Address"}]}';
    registry.add('people-value', text, { references: [{ name: 'com.example.Address', subject: 'address', version: 1 }] });
    const { value } = await read(converterFor(registry.url), bytesOf('00 00000002 0452 6d'), 'people');
    expect(String(value)).toBe('Struct{home=Struct{city=Rm}}');
  });

  it('refuses what it cannot read', async () => {
    const registry = await startedRegistry();
    registry.add('users-value', '{"type":"object"}', { schemaType: 'JSON' });
    registry.add('users-value', '{"type":"array","items":"string"}');
    const converter = converterFor(registry.url);
    const failing = async (hex: string) => read(converter, bytesOf(hex)).catch((error: unknown) => error);
    const magic = await failing('7b226122');
    expect(magic).toBeInstanceOf(DataError);
    expect(String(magic)).toContain('Failed to deserialize data for topic users to Avro: Unknown magic byte!');
    expect(String(await failing('00'))).toContain('Unknown magic byte!');
    expect(String(await failing('0000000001'))).toContain('The schema of id 1 is of the type JSON, not AVRO');
    expect(String(await failing('0000000063'))).toContain(
      'Error retrieving Avro value schema for id 99: Schema 99 not found; error code: 40403',
    );
    expect(String(await failing('00 00000002 04 02'))).toContain('The bytes end before the value does');
    // A length of a thousand million elements.
    expect(String(await failing('00 00000002 80a8d6b907'))).toMatch(/says to have 1000000000 elements where 0 bytes are left/);
  });

  it('leaves bytes after the data alone unless they are to be an error', async () => {
    const registry = await startedRegistry();
    registry.add('users-value', '"int"');
    const bytes = bytesOf('00 00000001 02 ff');
    expect((await read(converterFor(registry.url), bytes)).value).toBe(1);
    await expect(read(converterFor(registry.url, { 'avro.fail.on.trailing.data': 'true' }), bytes)).rejects.toThrow(
      'Trailing data found after deserializing Avro message: 1 bytes',
    );
  });
});

describe('logical types', () => {
  it('are read as Connect has them', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(registry.url);
    const schema = SchemaBuilder.struct()
      .field('price', Decimal.schema(2))
      .field('day', ConnectDate.SCHEMA)
      .field('at', ConnectTimestamp.builder().optional().build())
      .build();
    const value = new Struct(schema)
      .put('price', Decimal.parse('-12.50'))
      .put('day', new Date('2024-02-29'))
      .put('at', new Date(1));
    const bytes = await write(converter, schema, value);
    // fb1e is -1250; the days since 1970 are 19782.
    expect(bytes!).toEqual(bytesOf('00 00000001 04fb1e 8cb502 0202'));
    expect(registry.versions('users-value')[0]).toContain(
      '{"name":"price","type":{"type":"bytes","scale":2,"precision":64,"connect.version":1,"connect.parameters":{"scale":"2"},' +
        '"connect.name":"org.apache.kafka.connect.data.Decimal","logicalType":"decimal"}}',
    );
    expect(String((await read(converter, bytes)).value)).toBe(String(value));
  });
});

describe('a registry', () => {
  it('that refuses a schema says why, and of which subject', async () => {
    const registry = await startedRegistry({ incompatibilities: backward });
    registry.add('users-value', '"int"');
    registry.requests.length = 0;
    const converter = converterFor(registry.url);
    const failure: unknown = await write(converter, schemas.STRING, 'x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect((failure as Error).message).toBe(
      'Failed to serialize Avro data from topic users: Error registering Avro schema under subject users-value: ' +
        'Schema being registered is incompatible with an earlier schema for subject "users-value", details: ' +
        '[{/: int cannot be read as string}]; error code: 409. The latest schema of users-value is its version 1, id 1',
    );
  });

  it('that is away for a moment is asked again', async () => {
    const registry = await startedRegistry();
    registry.fail(503, 2);
    expect(await write(converterFor(registry.url), schemas.STRING, 'x')).not.toBeNull();
    expect(registry.requests).toHaveLength(3);
  });

  it('that stays away is a retriable error', async () => {
    const registry = await startedRegistry();
    registry.fail(500, 9);
    const converter = converterFor(registry.url, { 'max.retries': '1' });
    await expect(write(converter, schemas.STRING, 'x')).rejects.toBeInstanceOf(RetriableError);
    expect(registry.requests).toHaveLength(2);
    await expect(write(converterFor('http://127.0.0.1:1', { 'max.retries': '0' }), schemas.STRING, 'x')).rejects.toMatchObject({
      name: 'RetriableError',
      message: expect.stringContaining('The schema registry at http://127.0.0.1:1 cannot be reached') as string,
    });
  });

  it('that does not answer in time is a retriable error', async () => {
    const registry = await startedRegistry();
    const letGo = registry.hold();
    const limits = { 'max.retries': '0', 'http.connect.timeout.ms': '10', 'http.read.timeout.ms': '20' };
    await expect(write(converterFor(registry.url, limits), schemas.STRING, 'x')).rejects.toThrow('did not answer within 30 ms');
    letGo();
  });

  it('is asked at its next address where the first is gone', async () => {
    const registry = await startedRegistry();
    const converter = converterFor(`http://127.0.0.1:1,${registry.url}/`, { 'max.retries': '0' });
    expect(await write(converter, schemas.STRING, 'x')).not.toBeNull();
    expect(await write(converter, schemas.INT32, 1, 'more')).not.toBeNull();
  });

  it('that answers something else is not taken for one', async () => {
    const registry = await startedRegistry();
    registry.fail(200, 1, '<html>');
    await expect(write(converterFor(registry.url), schemas.STRING, 'x')).rejects.toThrow('answered no JSON: <html>');
    registry.fail(404, 1, '<html>');
    await expect(write(converterFor(registry.url), schemas.STRING, 'x')).rejects.toThrow(
      'The schema registry answered 404: <html>',
    );
  });

  it.each([
    [{ 'basic.auth.credentials.source': 'USER_INFO', 'basic.auth.user.info': 'me:s:cret' }, ''],
    [{}, 'me:s%3Acret@'],
  ])('is told who asks', async (props, inUrl) => {
    const registry = await startedRegistry({ authorization: `Basic ${Buffer.from('me:s:cret').toString('base64')}` });
    const converter = converterFor(registry.url.replace('//', `//${inUrl}`), props);
    expect(await write(converter, schemas.STRING, 'x')).not.toBeNull();
  });

  it('is told a token', async () => {
    const registry = await startedRegistry({ authorization: 'Bearer t0ken' });
    expect(await write(converterFor(registry.url, { 'bearer.auth.token': 't0ken' }), schemas.STRING, 'x')).not.toBeNull();
    const failure: unknown = await write(converterFor(registry.url, { 'bearer.auth.token': 'wr0ng' }), schemas.STRING, 'x').catch(
      (error: unknown) => error,
    );
    expect(String(failure)).toContain('Unauthorized; error code: 401 (the registry wants credentials, or others');
    expect(String(failure)).not.toContain('wr0ng');
  });

  it('is told what else the configuration says', async () => {
    const registry = await startedRegistry();
    await write(converterFor(registry.url, { 'request.header.x-team': 'blue' }), schemas.STRING, 'x');
    expect(registry.headers[0]?.['x-team']).toBe('blue');
  });
});

describe('the configuration', () => {
  it.each([
    [{}, 'Missing required configuration "schema.registry.url" which has no default value.'],
    [{ 'schema.registry.url': 'mock://x' }, 'Each has to be a URL that begins with http:// or https://'],
    [
      { 'schema.registry.url': 'http://r', 'value.subject.name.strategy': 'com.example.Mine' },
      'Subject names can be had by TopicNameStrategy',
    ],
    [{ 'schema.registry.url': 'http://r', 'schema.registry.ssl.truststore.location': '/x' }, 'NODE_EXTRA_CA_CERTS'],
    [{ 'schema.registry.url': 'http://r', 'basic.auth.credentials.source': 'SASL_INHERIT' }, 'other sources are not supported'],
    [{ 'schema.registry.url': 'http://a:b@r', 'bearer.auth.token': 'x' }, 'user and password, or a bearer.auth.token, not both'],
  ])('%j is refused', (props: Record<string, string>, message) => {
    expect(() => avroConverter.create(props, { use: 'value' })).toThrow(message);
  });
});
