import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';
import { gatherWorkerProperties } from './worker-properties.ts';
import { readWorkerSettings } from './worker-settings.ts';

const settings = (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  readWorkerSettings(gatherWorkerProperties(parseCommandLine(args), env), '/home/me');
const override = (...pairs: string[]) => settings(pairs.flatMap((pair) => ['--override', pair]));

describe("the worker's settings", () => {
  let dir = '';
  beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'worker-settings-'))));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (text: string) => {
    const path = join(dir, 'worker.properties');
    writeFileSync(path, text);
    return path;
  };

  it('are complete without any configuration', () => {
    expect(settings()).toMatchObject({
      properties: {
        'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
        'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
        'header.converter': 'org.apache.kafka.connect.storage.SimpleHeaderConverter',
      },
      backend: { kind: 'embedded' },
      listeners: [{ host: '127.0.0.1', port: 8083 }],
      adminListeners: null,
      advertisedHost: null,
      advertisedPort: null,
      cors: null,
      headerRules: [],
      dataDir: '/home/me/data',
      gracefulTimeoutMs: 5000,
      validateResponses: false,
      logFormat: 'auto',
      logLevel: 'INFO',
      warnings: [],
    });
  });

  it('come from the file, then the environment, then --override', () => {
    const path = file('data.dir=file\nlog.level=WARN\ntask.shutdown.graceful.timeout.ms=1\n');
    const found = settings([path, '--override', 'task.shutdown.graceful.timeout.ms=3'], {
      CONNECT_LOG_LEVEL: 'DEBUG',
      CONNECT_TASK_SHUTDOWN_GRACEFUL_TIMEOUT_MS: '2',
    });
    expect([found.dataDir, found.logLevel, found.gracefulTimeoutMs]).toEqual(['/home/me/file', 'DEBUG', 3]);
  });

  it('pass everything that was set on to the engine', () => {
    expect(override('key.converter.schemas.enable=false', 'key.converter=x.Y', 'producer.acks=1').properties).toMatchObject({
      'key.converter': 'x.Y',
      'key.converter.schemas.enable': 'false',
      'producer.acks': '1',
    });
  });

  it.each([
    [
      'listeners=http://0.0.0.0:80,HTTP://[::1]:90',
      {
        listeners: [
          { host: '0.0.0.0', port: 80 },
          { host: '::1', port: 90 },
        ],
      },
    ],
    ['listeners=http://:8083', { listeners: [{ host: '', port: 8083 }] }],
    ['admin.listeners=', { adminListeners: [] }],
    ['admin.listeners=http://127.0.0.1:1', { adminListeners: [{ host: '127.0.0.1', port: 1 }] }],
    ['rest.advertised.host.name=a.example', { advertisedHost: 'a.example' }],
    ['access.control.allow.origin=*', { cors: { origins: ['*'], methods: [] } }],
    ['rest.port=1234', { listeners: [{ host: '127.0.0.1', port: 1234 }], warnings: [] }],
    ['log4j.loggers=a.b=DEBUG,c=nonsense', { loggerLevels: new Map([['a.b', 'DEBUG']]) }],
    ['log4j.root.loglevel=warn', { logLevel: 'WARN' }],
    ['data.dir=/var/x', { dataDir: '/var/x' }],
  ])('%s is understood', (pair, expected) => expect(override(pair)).toMatchObject(expected));

  it('warn about a key that nobody knows, by its name', () => {
    expect(override('offset.flush.intervall.ms=1', '__proto__=2').warnings).toEqual([
      "The worker does not know the key 'offset.flush.intervall.ms' (set by --override); it has no effect.",
      "The worker does not know the key '__proto__' (set by --override); it has no effect.",
    ]);
    expect(settings([], { CONNECT_NO_SUCH_KEY: '1' }).warnings).toEqual([
      "The worker does not know the key 'no.such.key' (set by CONNECT_NO_SUCH_KEY); it has no effect.",
    ]);
  });

  it.each([
    [
      'offset.flush.interval.ms=abc',
      'Invalid value abc for configuration offset.flush.interval.ms: Not a number of type LONG (set by --override). Right would be a whole number: [1,...], for example 60000.',
    ],
    [
      'rest.validate.responses=yes',
      'Expected value to be either true or false (set by --override). Right would be true or false, for example false.',
    ],
    ['log.format=xml', 'String must be one of: auto, json, text'],
    [
      'listeners=127.0.0.1:8083',
      'Invalid value 127.0.0.1:8083 for configuration listeners: It is not of the form protocol://host:port',
    ],
    ['listeners=', 'There has to be at least one URL'],
    ['listeners=http://h:99999', 'It is not of the form protocol://host:port'],
    ['rest.advertised.port=70000', 'Value must be no more than 65535'],
    ['response.http.headers.config=put X:y', "'put' is not an action"],
    ['access.control.allow.origin=(', 'Invalid regular expression'],
    ['data.dir=', 'It is empty'],
    ['status.storage.partitions=0', 'Value must be at least 1'],
  ])('refuse %s with a sentence', (pair, message) => expect(() => override(pair)).toThrow(message));

  it.each([
    ['listeners=https://h:8443', 'listeners has https://h:8443, but this worker does not have https listeners yet'],
    ['admin.listeners=https://h:8443', 'admin.listeners has https://h:8443'],
    ['listeners=ftp://h:21', 'there is no such protocol'],
    ['ssl.client.auth=required', 'ssl.client.auth is required'],
    ['listeners.https.ssl.client.auth=requested', 'listeners.https.ssl.client.auth is requested'],
    ['rest.extension.classes=a.B', 'rest.extension.classes is a.B'],
    ['rest.advertised.listener=https', 'rest.advertised.listener is https'],
  ])('refuse %s, which is not built', (pair, message) => expect(() => override(pair)).toThrow(message));

  it('name the line of a file that cannot be read', () => {
    expect(() => settings([file('a=1\nb=\\u12\n')])).toThrow('line 2 cannot be read: Malformed');
    expect(() => settings([join(dir, 'none')])).toThrow('cannot be read: ENOENT');
  });

  const DISTRIBUTED = [
    'bootstrap.servers=localhost:9092',
    'group.id=connect-cluster',
    'key.converter=org.apache.kafka.connect.json.JsonConverter',
    'value.converter=org.apache.kafka.connect.json.JsonConverter',
    'key.converter.schemas.enable=true',
    'value.converter.schemas.enable=true',
    'offset.storage.topic=connect-offsets',
    'offset.storage.replication.factor=1',
    'config.storage.topic=connect-configs',
    'config.storage.replication.factor=1',
    'status.storage.topic=connect-status',
    'status.storage.replication.factor=1',
    'offset.flush.interval.ms=10000',
  ];
  const STANDALONE = [
    'bootstrap.servers=localhost:9092',
    'key.converter=org.apache.kafka.connect.json.JsonConverter',
    'offset.storage.file.filename=/tmp/connect.offsets',
    'offset.flush.interval.ms=10000',
    'plugin.path=',
  ];

  it("take the files of Kafka's own distribution as they are", () => {
    const distributed = settings([file(DISTRIBUTED.join('\n'))]);
    expect(distributed.warnings).toEqual([]);
    expect(distributed.backend).toEqual({ kind: 'distributed', servers: ['localhost:9092'], groupId: 'connect-cluster' });
    const standalone = settings([file(STANDALONE.join('\n'))]);
    expect(standalone.warnings).toEqual([]);
    expect(standalone.backend).toEqual({
      kind: 'standalone',
      servers: ['localhost:9092'],
      offsetFile: '/tmp/connect.offsets',
    });
  });

  it('warn of security that tasks would not have', () => {
    const lines = [...STANDALONE, 'security.protocol=SASL_SSL', 'consumer.security.protocol=SASL_SSL'];
    expect(settings([file(lines.join('\n'))]).warnings).toEqual([
      expect.stringContaining('producer.security.protocol is not set'),
    ]);
    expect(override('security.protocol=SASL_SSL').warnings).toEqual([]);
  });

  it('refuse heartbeats that are rarer than the session lasts', () => {
    const lines = [...DISTRIBUTED, 'session.timeout.ms=6000', 'heartbeat.interval.ms=6000'];
    expect(() => settings([file(lines.join('\n'))])).toThrow('Heartbeat must be set lower than the session timeout');
  });

  it.each(['offset.storage.topic', 'config.storage.topic', 'status.storage.topic'])(
    'refuse a cluster without %s, as Kafka Connect does',
    (key) => {
      const path = file(DISTRIBUTED.filter((line) => !line.startsWith(key)).join('\n'));
      expect(() => settings([path])).toThrow(`Missing required configuration "${key}" which has no default value`);
    },
  );
});
