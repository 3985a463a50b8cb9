import { mkdir } from 'node:fs/promises';
import { type Session, view } from '../session.ts';

/** What the file with secrets holds. */
const SECRETS: Readonly<Record<string, string>> = {
  class: 'FileStreamSource',
  topic: 'a-secret-topic',
  number: '7',
  word: 'a-secret-word',
  group: 'a-secret-group',
  braces: '${file:x:y}',
  converter: 'org.apache.kafka.connect.converters.IntegerConverter',
};

/** Settings with variables: `@key` stands for one of the file of secrets. */
const CONFIGS: readonly Readonly<Record<string, string>>[] = [
  { topic: '@topic' },
  { topic: 'x-@topic-@word-y' },
  { topic: '@missing' },
  { topic: '${file:/no/such/file:topic}' },
  { topic: '${file:/etc/hostname:topic}' },
  { topic: '${file:<dir>/secrets/gone.properties:topic}' },
  { topic: '${file:<dir>/secrets:topic}' },
  { topic: '${file:topic}' },
  { topic: '${nobody:x:y}' },
  { topic: '${dir:<dir>/secrets:plain}' },
  { topic: '${dir:<dir>/secrets:gone}' },
  { topic: '${dir:<dir>/gone:plain}' },
  { topic: '${env:SIDE_NOT_THERE}' },
  { topic: '${env:HOME}' },
  { topic: '${env:path:PATH}' },
  { topic: '$@topic' },
  { topic: '${}' },
  { topic: '@braces' },
  { 'batch.size': '@number' },
  { 'batch.size': '@word' },
  { 'tasks.max': '@number' },
  { 'tasks.max': '@word' },
  { 'connector.class': '@class' },
  { 'connector.class': '@word' },
  { 'connector.class': '@missing' },
  { 'value.converter': '@converter' },
  { 'value.converter': '@word' },
  { transforms: 'a', 'transforms.a.type': '@word' },
  { 'errors.tolerance': '@word' },
  { 'config.action.reload': '@word' },
  { 'producer.override.acks': '@word' },
  { name: '@word' },
  { 'connector.class': 'FileStreamSink', topics: '@topic', 'consumer.override.group.id': '@group' },
  { 'connector.class': 'FileStreamSink', topics: '@topic', 'topics.regex': '@word' },
];

/** What is done with variables of config providers (KIP-297). */
export async function variables(session: Session): Promise<void> {
  await mkdir(session.path('secrets'), { recursive: true });
  await session.write(
    'secrets/all.properties',
    Object.entries(SECRETS)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  await session.write('secrets/plain', 'a-secret-text');
  for (const settings of CONFIGS) await one(session, settings);
}

async function one(session: Session, settings: Readonly<Record<string, string>>): Promise<void> {
  session.begin(JSON.stringify(settings));
  const file = session.path('secrets/all.properties');
  const filled = Object.entries(settings).map(([key, value]) => [
    key,
    value.replaceAll(/@(\w+)/g, `\${file:${file}:$1}`).replaceAll('<dir>', session.side.dir),
  ]);
  const config = {
    'connector.class': 'FileStreamSource',
    topic: 't',
    file: '/no/such/file',
    ...Object.fromEntries(filled),
  } as Record<string, string>;
  const plugin = config['connector.class']!.includes('Sink') ? 'FileStreamSink' : 'FileStreamSource';
  const see = async (method: string, target: string, body?: Parameters<Session['call']>[2]) => {
    const answer = await session.call(method, target, body);
    session.see(`${method} ${target}`, withoutSecrets(view(answer), file));
    return answer;
  };
  await see('PUT', `/connector-plugins/${plugin}/config/validate`, { name: 'v', ...config });
  const made = await see('POST', '/connectors', { name: 'v', config });
  if (made.status !== 201) return;
  await session.until(
    () => session.call('GET', '/connectors/v/status'),
    ({ body }) => /"tasks":\[\{|"FAILED"/.test(body),
    3000,
  );
  await session.steady('/connectors/v/status', 500);
  for (const what of ['', '/config', '/status', '/tasks', '/offsets']) await see('GET', `/connectors/v${what}`);
  await see('PUT', '/connectors/v/config', config);
  await see('PATCH', '/connectors/v/config', { file: '/no/such/other' });
  await see('PUT', '/connectors/v/stop');
  await session.until(
    () => session.call('GET', '/connectors/v/status'),
    ({ body }) => /STOPPED.*"tasks":\[\]/.test(body),
  );
  await see('DELETE', '/connectors/v/offsets');
  await session.clear();
}

/** Values and the variables for them are the same to whoever compares: which of them is shown is a difference on purpose. */
function withoutSecrets(seen: unknown, file: string): unknown {
  let text = JSON.stringify(seen);
  for (const [key, value] of Object.entries(SECRETS)) {
    if (key === 'number' || key === 'class' || key === 'braces') continue;
    text = text.replaceAll(`\${file:${file}:${key}}`, `<${key}>`).replaceAll(value, `<${key}>`);
  }
  for (const key of ['number', 'braces']) {
    text = text.replaceAll(`"value":"\${file:${file}:${key}}"`, `"value":"${SECRETS[key]}"`);
  }
  return JSON.parse(text.replaceAll(/\$\{dir:[^}]*:plain\}/g, '<plain>').replaceAll('a-secret-text', '<plain>'));
}
