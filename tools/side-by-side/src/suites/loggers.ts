import { json, type Session } from '../session.ts';

const BODIES = [
  '{"level":"DEBUG"}',
  '{"level":"debug"}',
  '{"level":"Warn"}',
  '{"level":" INFO"}',
  '{"level":"INFO "}',
  '{"level":""}',
  '{"level":" "}',
  '{"level":"\\u00a0INFO"}',
  '{"level":"\\tINFO\\n"}',
  '{"level":null}',
  '{"level":5}',
  '{"level":true}',
  '{"level":{}}',
  '{"level":"OFF"}',
  '{"level":"ALL"}',
  '{"level":"FATAL"}',
  '{"level":"TRACE"}',
  '{"level":"VERBOSE"}',
  '{"level":"WARNING"}',
  '{"Level":"INFO"}',
  '{"level":"INFO","other":"x"}',
  '{"level":"INFO","other":null}',
  '{"level":"INFO","other":{}}',
  '{"level":"ERROR","level":"INFO"}',
  '{}',
];

const SCOPES = [
  '',
  '?scope',
  '?scope=',
  '?scope=worker',
  '?scope=WORKER',
  '?scope=cluster',
  '?scope=Cluster',
  '?scope=CLUSTER',
  '?scope=nope',
  '?scope=%20cluster',
  '?scope=cluster&scope=worker',
  '?scope=worker&scope=cluster',
  '?Scope=cluster',
];

const NAMES = [
  'side',
  'side.a',
  'side.a.b',
  'side.ab',
  'sid',
  'side.',
  '.side',
  'side..b',
  'SIDE.a',
  'a%20b',
  '%C3%BC',
  '__proto__',
  'constructor',
  'root',
  'ROOT',
  'Root',
  '%20',
  'x'.repeat(300),
];

/** The levels of loggers: each level and scope, families of names, and what cannot be. */
export async function loggers(session: Session): Promise<void> {
  session.begin('before anything');
  await session.noteCall('GET', '/admin/loggers/root');
  for (const name of NAMES) await session.noteCall('GET', `/admin/loggers/${name}`);
  for (const body of BODIES) {
    session.begin(`a new logger ${body}`);
    const target = `/admin/loggers/side.levels`;
    await session.note('PUT', { method: 'PUT', target, ...json(body) });
    await session.noteCall('GET', target);
  }
  for (const scope of SCOPES) {
    session.begin(`scope ${scope}`);
    const target = '/admin/loggers/side.scopes';
    await session.call('PUT', target, { level: 'ERROR' });
    await session.noteCall('PUT', `${target}${scope}`, { level: 'DEBUG' });
    await session.until(
      () => session.call('GET', target),
      ({ body }) => body.includes('DEBUG'),
      3000,
    );
    await session.noteCall('GET', target);
    await session.noteCall('PUT', `${target}${scope}`, { level: 'LOUD' });
    await session.noteCall('PUT', `${target}${scope}`, {});
    await session.noteCall('GET', `${target}${scope}`);
  }
  for (const name of NAMES) {
    session.begin(`family ${name.slice(0, 20)}`);
    for (const level of ['DEBUG', 'DEBUG', 'WARN', 'INFO']) {
      if (name.toLowerCase() === 'root') continue;
      await session.noteCall('PUT', `/admin/loggers/${name}`, { level });
      await session.noteCall('GET', `/admin/loggers/${name}`);
    }
    for (const other of ['side', 'side.a', 'side.a.b', 'side.ab']) await session.noteCall('GET', `/admin/loggers/${other}`);
  }
  session.begin('generations');
  for (const [name, level] of [
    ['fam.a.b.c', 'DEBUG'],
    ['fam', 'WARN'],
    ['fam.a', 'WARN'],
    ['fam.a.b', 'ERROR'],
    ['fam.a.b.c', 'ERROR'],
    ['fam.x', 'ERROR'],
    ['fam', 'ERROR'],
    ['fam.a.b.c.d', 'ERROR'],
    ['fam', 'INFO'],
    ['famous', 'INFO'],
    ['fam', 'TRACE'],
    ['fam.a.b', 'TRACE'],
  ]) {
    await session.noteCall('PUT', `/admin/loggers/${name}`, { level: level! });
    const { body } = await session.call('GET', '/admin/loggers');
    const all = JSON.parse(body) as Record<string, { level: string }>;
    session.see(
      `after ${name} ${level}`,
      Object.entries(all)
        .filter(([key]) => key.startsWith('fam'))
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, value]) => [key, value.level]),
    );
  }
  const { body } = await session.call('GET', '/admin/loggers');
  const all = JSON.parse(body) as Record<string, unknown>;
  session.see(
    'the order of the list',
    Object.keys(all).filter((name) => /^(side|fam|root)/.test(name)),
  );
  session.begin('root');
  for (const level of ['ERROR', 'INFO']) {
    const { status, body: changed } = await session.call('PUT', '/admin/loggers/root', { level });
    session.see(`PUT root ${level}`, [status, (JSON.parse(changed) as string[]).filter((name) => /^(side|fam|root)/.test(name))]);
    await session.noteCall('GET', '/admin/loggers/root');
    await session.noteCall('GET', '/admin/loggers/fam.a');
  }
  await session.call('PUT', '/admin/loggers/root', { level: 'INFO' });
}
