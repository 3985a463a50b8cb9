import { createRandom, pick } from '@millrace/tool-worker-process';
import type { Json, Session } from '../session.ts';

type Config = Readonly<Record<string, string>>;

/** A connector that is led through its life: the configurations that it takes turns with. */
interface Kind {
  readonly name: string;
  readonly configs: (session: Session, connector: string) => readonly Config[];
}

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const STRING_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';
const INTEGER_CONVERTER = 'org.apache.kafka.connect.converters.IntegerConverter';

const KINDS: readonly Kind[] = [
  {
    name: 'source',
    configs: (session, connector) => {
      const base = { 'connector.class': 'FileStreamSource', file: session.path(`${connector}.in`), topic: `${connector}-topic` };
      return [
        base,
        { ...base, 'tasks.max': '3' },
        { ...base, topic: `${connector}-other` },
        { ...base, file: session.path(`${connector}.in2`) },
        { ...base, 'batch.size': '1' },
      ];
    },
  },
  {
    name: 'failing source',
    configs: (session, connector) => {
      const base = { 'connector.class': 'FileStreamSource', file: session.path(`${connector}.in`), topic: `${connector}-topic` };
      return [
        { ...base, 'value.converter': INTEGER_CONVERTER },
        { ...base, 'value.converter': INTEGER_CONVERTER, 'errors.tolerance': 'all' },
        base,
        {
          ...base,
          transforms: 't',
          'transforms.t.type': 'RegexRouter',
          'transforms.t.regex': '.*',
          'transforms.t.replacement': 'x',
          'transforms.t.predicate': 'none',
        },
        { ...base, file: session.side.dir },
      ];
    },
  },
  {
    name: 'sink',
    configs: (session, connector) => {
      const base = {
        'connector.class': 'FileStreamSink',
        file: session.path(`${connector}.out`),
        topics: lines(session),
        'value.converter': STRING_CONVERTER,
      };
      return [
        base,
        { ...base, 'tasks.max': '3' },
        { ...base, 'tasks.max': '2' },
        { ...base, topics: `${lines(session)},${lines(session)}-none` },
        { ...base, topics: `${lines(session)}-none`, 'tasks.max': '2' },
      ];
    },
  },
  {
    name: 'failing sink',
    configs: (session, connector) => {
      const base = {
        'connector.class': 'FileStreamSink',
        file: session.path(`${connector}.out`),
        topics: lines(session),
        'value.converter': STRING_CONVERTER,
      };
      return [
        { ...base, 'value.converter': INTEGER_CONVERTER },
        { ...base, 'value.converter': JSON_CONVERTER, 'value.converter.schemas.enable': 'false', 'tasks.max': '2' },
        { ...base, file: '/no/such/dir/x', 'tasks.max': '2' },
        { ...base, 'value.converter': INTEGER_CONVERTER, 'errors.tolerance': 'all' },
        base,
      ];
    },
  },
];

const SEQUENCES_PER_KIND = 5;
const STEPS = 16;

/** Other sequences in every run. */
const seedOf = (session: Session): number => Number(session.side.run);

/** Connectors through random sequences of everything that can be done to one; after each step all that is to be seen of it. */
export async function lifecycle(session: Session): Promise<void> {
  await fillTopic(session);
  const lives = KINDS.flatMap((kind) =>
    Array.from({ length: SEQUENCES_PER_KIND }, (_, i) => ({ kind, seed: seedOf(session) + i })),
  );
  for (let i = 0; i < lives.length; i += 5) {
    const parts = lives.slice(i, i + 5).map((life) => ({ life, part: session.part() }));
    await Promise.all(parts.map(({ life, part }) => live(part, life.kind, life.seed)));
    for (const { part } of parts) session.steps.push(...part.steps);
  }
}

const lines = (session: Session): string => `side-life-lines-${session.side.run}`;

/** Lines in a topic, written by a source that has gone then. */
async function fillTopic(session: Session): Promise<void> {
  const file = await session.write('fill.in', 'one\n2\n{"n":3}\n');
  const config = { 'connector.class': 'FileStreamSource', file, topic: lines(session), 'value.converter': STRING_CONVERTER };
  await session.call('POST', '/connectors', { name: `fill${session.side.run}`, config });
  await session.until(
    () => session.call('GET', `/connectors/fill${session.side.run}/offsets`),
    ({ body }) => body.includes('position'),
  );
  await session.call('DELETE', `/connectors/fill${session.side.run}`);
}

async function live(session: Session, kind: Kind, seed: number): Promise<void> {
  const random = createRandom(seed * 7919 + kind.name.length);
  const connector = `life${session.side.run}-${kind.name.replace(' ', '-')}-${seed}`;
  const path = `/connectors/${connector}`;
  const configs = kind.configs(session, connector);
  for (const suffix of ['in', 'in2']) await session.write(`${connector}.${suffix}`, 'a\nb\n');
  await session.remove(`${connector}.out`);
  for (let step = 0; step < STEPS; step++) {
    const config = step < 2 ? configs[0]! : pick(random, configs);
    const [method, target, body] = step === 0 ? create(random, connector, config) : anything(random, connector, path, config);
    session.begin(`${connector} step ${step}: ${method} ${target}`);
    const { status, headers, body: text } = await session.call(method, target, body);
    session.see('the answer', [status, headers.get('location'), text === '' ? '' : inOrder(JSON.parse(text) as Seen)]);
    await look(session, connector);
  }
}

type Request = readonly [method: string, target: string, body?: Json];

function create(random: () => number, name: string, config: Config): Request {
  const state = pick(random, [undefined, undefined, 'RUNNING', 'PAUSED', 'STOPPED']);
  return ['POST', '/connectors', { name, config, ...(state === undefined ? {} : { initial_state: state }) }];
}

function anything(random: () => number, name: string, path: string, config: Config): Request {
  const filename = config.file ?? 'x';
  return pick<Request>(random, [
    create(random, name, config),
    ['PUT', `${path}/config`, config],
    ['PUT', `${path}/config`, config],
    ['PUT', `${path}/config`, { ...config, 'tasks.max': 'x' }],
    ['PATCH', `${path}/config`, { 'tasks.max': pick(random, ['1', '2', '3']) }],
    ['PATCH', `${path}/config`, { unknown: pick(random, [null, 'y']) }],
    ['PUT', `${path}/pause`],
    ['PUT', `${path}/pause`],
    ['PUT', `${path}/resume`],
    ['PUT', `${path}/resume`],
    ['PUT', `${path}/resume`],
    ['PUT', `${path}/stop`],
    ['PUT', `${path}/stop`],
    ['POST', `${path}/restart`],
    ['POST', `${path}/restart?includeTasks=true`],
    ['POST', `${path}/restart?onlyFailed=true`],
    ['POST', `${path}/restart?includeTasks=true&onlyFailed=true`],
    ['POST', `${path}/tasks/0/restart`],
    ['POST', `${path}/tasks/1/restart`],
    ['DELETE', path],
    ['DELETE', `${path}/offsets`],
    ['PATCH', `${path}/offsets`, { offsets: [{ partition: { filename }, offset: { position: 2 } }] }],
    [
      'PATCH',
      `${path}/offsets`,
      { offsets: [{ partition: { kafka_topic: config.topics ?? 'x', kafka_partition: 0 }, offset: { kafka_offset: 1 } }] },
    ],
    ['PUT', `${path}/topics/reset`],
  ]);
}

/** All that is to be seen of a connector once it has come to rest. */
async function look(session: Session, connector: string): Promise<void> {
  const path = `/connectors/${connector}`;
  const { body: settled } = await session.steady(`${path}/status`, 1500);
  // The partitions of a sink's failed task go to the next one, which fails as well, one heartbeat later.
  if (settled.includes('FAILED') && settled.includes('"state":"RUNNING"') && settled.includes('"sink"'))
    await session.steady(`${path}/status`, 7000);
  for (const part of ['/status', '', '/config', '/tasks', '/tasks/0/status', '/tasks/1/status', '/offsets', '/topics']) {
    const { status, body } = await session.steady(`${path}${part}`, part === '/offsets' ? 1500 : 0);
    session.see(`then GET ${part}`, [status, inOrder(JSON.parse(body) as Seen)]);
  }
  session.see('then the file', await session.read(`${connector}.out`));
}

type Seen = { readonly tasks?: readonly { readonly id: number }[]; readonly offsets?: readonly unknown[] };

/** Tasks and offsets in one order, which the answers do not promise. */
function inOrder(seen: Seen): Seen {
  if (seen.tasks !== undefined && Array.isArray(seen.tasks))
    return { ...seen, tasks: seen.tasks.toSorted((a, b) => a.id - b.id) };
  if (seen.offsets === undefined) return seen;
  return { offsets: seen.offsets.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}
