import type { Session } from '../session.ts';

const EXPANDS = [
  'expand=status',
  'expand=info',
  'expand=status&expand=info',
  'expand=info&expand=status',
  'expand=status&expand=status',
  'expand=STATUS',
  'expand=Status',
  'expand=',
  'expand',
  'expand=&expand=info',
  'expand=status,info',
  'expand=%20status',
  'expand=status%20',
  'expand=%73tatus',
  'expand=nothing',
  'expand=nothing&expand=status',
  'expand[]=status',
  'Expand=status',
  'EXPAND=status',
  'expand=status;expand=info',
  'expand=status&',
  '&expand=status',
  '&&',
  '=',
  '=status',
  'x=y',
  'expand=%zz',
  'expand=%ff',
  '%65xpand=status',
  'expand=null',
  'forward=true',
  'forward=false&expand=status',
  'forward=maybe',
];

const FLAGS = [
  '',
  '=',
  '=true',
  '=TRUE',
  '=True',
  '=false',
  '=yes',
  '=1',
  '=on',
  '=%20true',
  '=true%20',
  '=null',
  '=%zz',
  '=true&{}=false',
  '=false&{}=true',
  '=&{}=true',
];

/** Query parameters in all ways of writing them. */
export async function queries(session: Session): Promise<void> {
  const source = { 'connector.class': 'FileStreamSource', topic: 'side-queries', file: '/no/such/file' };
  for (const name of ['one', 'two']) await session.call('POST', '/connectors', { name, config: source });
  await session.call('POST', '/connectors', {
    name: 'bad',
    config: { ...source, 'value.converter': 'org.apache.kafka.connect.converters.IntegerConverter' },
  });
  for (const name of ['one', 'two', 'bad']) {
    await session.until(
      () => session.call('GET', `/connectors/${name}/status`),
      ({ body }) => /"tasks":\[\{"id":0,"state":"RUNNING/.test(body),
    );
    await session.steady(`/connectors/${name}/status`);
  }
  for (const query of EXPANDS) await session.noteCall('GET', `/connectors?${query}`);
  for (const query of EXPANDS.slice(-6)) await session.noteCall('GET', `/connectors/one/status?${query}`);
  for (const flag of FLAGS) {
    await session.noteCall('GET', `/connector-plugins?connectorsOnly${flag.replace('{}', 'connectorsOnly')}`);
    for (const name of ['includeTasks', 'onlyFailed', 'forward']) {
      await session.noteCall('POST', `/connectors/one/restart?${name}${flag.replace('{}', name)}`);
      await session.steady('/connectors/one/status', 400);
    }
    await session.noteCall('POST', `/connectors/one/tasks/0/restart?forward${flag.replace('{}', 'forward')}`);
    await session.steady('/connectors/one/status', 400);
  }
  for (const query of ['includeTasks=true&onlyFailed=true', 'includetasks=true', 'IncludeTasks=true', 'include_tasks=true']) {
    await session.noteCall('POST', `/connectors/one/restart?${query}`);
    await session.steady('/connectors/one/status', 400);
  }
  const forwards = ['', 'forward', 'forward=', 'forward=true', 'forward=false', 'forward=x'];
  for (const forward of forwards) {
    await session.noteCall('PUT', `/connectors/one/pause?${forward}`);
    await session.noteCall('PUT', `/connectors/one/stop?${forward}`);
    await session.noteCall('GET', `/connectors/one/offsets?${forward}`);
    await session.noteCall('DELETE', `/connectors/none?${forward}`);
    await session.noteCall('PATCH', `/connectors/one/config?${forward}`, { a: 'b' });
    await session.noteCall('PUT', `/connectors/one/config?${forward}`, source);
    await session.noteCall('PUT', `/connectors/one/resume?${forward}`);
    await session.noteCall('PUT', `/connectors/one/topics/reset?${forward}`);
    await session.noteCall('GET', `/connectors/one/topics?${forward}`);
  }
  await pluginConfigs(session);
}

const PLUGINS = [
  'FileStreamSource',
  'FileStreamSourceConnector',
  'org.apache.kafka.connect.file.FileStreamSourceConnector',
  'FileStreamSink',
  'FileStream',
  'filestreamsource',
  'FileStreamSource%20',
  'JsonConverter',
  'Json',
  'org.apache.kafka.connect.json.JsonConverter',
  'StringConverter',
  'String',
  'IntegerConverter',
  'Integer',
  'SimpleHeaderConverter',
  'SimpleHeader',
  'RegexRouter',
  'TimestampRouter',
  'HoistField',
  'HoistField$Value',
  'HoistField$Key',
  'HoistField%24Value',
  'org.apache.kafka.connect.transforms.HoistField',
  'org.apache.kafka.connect.transforms.HoistField$Value',
  'org.apache.kafka.connect.transforms.Cast$Value',
  'Filter',
  'DropHeaders',
  'ValueToKey',
  'HasHeaderKey',
  'RecordIsTombstone',
  'TopicNameMatches',
  'org.apache.kafka.connect.connector.Connector',
  'org.apache.kafka.connect.source.SourceConnector',
  'java.lang.String',
  'java.lang.Object',
  '__proto__',
  'constructor',
  '..',
  'Nope',
  'ByteArray',
  'MockSource',
  'VerifiableSource',
  'SchemaSource',
  'FileConfigProvider',
  'org.apache.kafka.common.config.provider.FileConfigProvider',
  'AllConnectorClientConfigOverridePolicy',
];

const VERSIONS = [
  '',
  '=',
  '=latest',
  '=LATEST',
  '=4.3.1',
  '=4.3',
  '=1.0',
  '=[4,5)',
  '=%5B4,5)',
  '=(,4.3.1]',
  '=%5B',
  '=x',
  '=null',
  '=%204.3.1',
  '=1&version=4.3.1',
];

async function pluginConfigs(session: Session): Promise<void> {
  for (const plugin of PLUGINS) {
    await session.noteCall('GET', `/connector-plugins/${plugin}/config`);
    const body = { 'connector.class': decodeURIComponent(plugin), name: 'n', topic: 't' };
    await session.noteCall('PUT', `/connector-plugins/${plugin}/config/validate`, body);
    await session.noteCall('PUT', `/connector-plugins/FileStreamSource/config/validate`, body);
    await session.noteCall('PUT', `/connector-plugins/${plugin}/config/validate`, {
      ...body,
      'connector.class': 'FileStreamSource',
    });
  }
  for (const plugin of [
    'FileStreamSource',
    'JsonConverter',
    'RegexRouter',
    'TopicNameMatches',
    'Nope',
    'StringConverter',
    'SimpleHeaderConverter',
    'org.apache.kafka.connect.file.FileStreamSinkConnector',
  ]) {
    for (const version of VERSIONS) await session.noteCall('GET', `/connector-plugins/${plugin}/config?version${version}`);
  }
}
