import { json, parsed, type Session } from '../session.ts';

/** What is put for `P` and `O` in the bodies: a partition and an offset that the connector knows. */
const BODIES = [
  '{"offsets":[{"partition":P,"offset":O}]}',
  '{"offsets":[{"partition":P,"offset":O},{"partition":P,"offset":O}]}',
  '{"offsets":[{"partition":P,"offset":null}]}',
  '{"offsets":[{"partition":P,"offset":O},{"partition":P,"offset":null}]}',
  '{"offsets":[{"partition":P,"offset":null},{"partition":P,"offset":O}]}',
  '{"offsets":[{"partition":P}]}',
  '{"offsets":[{"offset":O}]}',
  '{"offsets":[{"partition":null,"offset":O}]}',
  '{"offsets":[{"partition":null,"offset":null}]}',
  '{"offsets":[{"partition":{},"offset":O}]}',
  '{"offsets":[{"partition":{},"offset":{}}]}',
  '{"offsets":[{"partition":{},"offset":null}]}',
  '{"offsets":[{"partition":P,"offset":{}}]}',
  '{"offsets":[{"partition":P,"offset":{"other":1}}]}',
  '{"offsets":[{}]}',
  '{"offsets":[null]}',
  '{"offsets":[[]]}',
  '{"offsets":["x"]}',
  '{"offsets":[1]}',
  '{"offsets":[]}',
  '{"offsets":null}',
  '{"offsets":{}}',
  '{"offsets":"x"}',
  '{"offsets":1}',
  '{}',
  '{"Offsets":[]}',
  '{"offsets":[{"partition":P,"offset":O}],"more":1}',
  '{"offsets":[{"partition":P,"offset":O,"more":1}]}',
  '{"offsets":[{"partition":[],"offset":O}]}',
  '{"offsets":[{"partition":"x","offset":O}]}',
  '{"offsets":[{"partition":P,"offset":[]}]}',
  '{"offsets":[{"partition":P,"offset":"x"}]}',
  '{"offsets":[{"partition":P,"offset":5}]}',
];

const SOURCE_BODIES = [
  '{"offsets":[{"partition":{"filename":1},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":null},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":true},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":["x"]},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":{"a":1}},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":""},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"other":"x"},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":"/x","other":"x"},"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":"/other"},"offset":{"position":7}},{"partition":P,"offset":{"position":1}}]}',
  '{"offsets":[{"partition":{"filename":"/other"},"offset":null}]}',
  '{"offsets":[{"partition":P,"offset":{"position":"2"}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":"x"}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":""}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":-1}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":0}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":-0}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":1.0}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":1.5}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":1e1}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":2147483648}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":9007199254740993}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":9223372036854775807}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":9223372036854775808}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":1e400}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":null}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":true}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":{}}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":[1]}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":1,"other":"x"}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":1,"other":{"a":[1,2.5,true,null,"x"]}}}]}',
  '{"offsets":[{"partition":P,"offset":{"position":4}}]}',
];

const SINK_BODIES = [
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":"0"},"offset":{"kafka_offset":"1"}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":"1"}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":" 0 "},"offset":{"kafka_offset":" 1 "}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0.0},"offset":{"kafka_offset":1.0}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0.5},"offset":{"kafka_offset":1.5}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":1e1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":"x"},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":-1},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":7},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":7},"offset":null}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":null},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":true},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":2147483648},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_partition":0},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":null,"kafka_partition":0},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":"","kafka_partition":0},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":5,"kafka_partition":0},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":"no-such-topic","kafka_partition":0},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0,"other":1},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":1,"other":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":0}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":-1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":1000}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":9223372036854775807}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":9223372036854775808}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":null}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":true}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":{}}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":""}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":{"kafka_offset":2}},{"partition":{"kafka_topic":U,"kafka_partition":0},"offset":{"kafka_offset":1}}]}',
  '{"offsets":[{"partition":{"kafka_topic":T,"kafka_partition":0},"offset":null},{"partition":{"kafka_topic":U,"kafka_partition":0},"offset":{"kafka_offset":1}}]}',
];

/** Offsets read, altered and reset, with bodies of all kinds, in every state of a connector. */
export async function offsets(session: Session): Promise<void> {
  const { run } = session.side;
  const [t, u] = [`side-offsets-${run}-t`, `side-offsets-${run}-u`];
  const [tIn, uIn] = [await session.write('t.in', 'a\nb\nc\n'), await session.write('u.in', 'x\ny\n')];
  const source = (topic: string, file: string) => ({ 'connector.class': 'FileStreamSource', topic, file });
  await session.call('POST', '/connectors', { name: `src${run}`, config: source(t, tIn) });
  await session.call('POST', '/connectors', { name: `src-u${run}`, config: source(u, uIn) });
  const sink = { 'connector.class': 'FileStreamSink', topics: `${t},${u}`, file: session.path('sink.out'), 'tasks.max': '2' };
  await session.remove('sink.out');
  await session.call('POST', '/connectors', { name: `snk${run}`, config: sink });
  await session.until(
    () => session.read('sink.out'),
    (text) => text.split('\n').length === 6,
  );
  await session.call('DELETE', `/connectors/src-u${run}`);

  const quoted = (text: string) => text.replaceAll('T', JSON.stringify(t)).replaceAll('U', JSON.stringify(u));
  const kinds = [
    { name: `src${run}`, partition: JSON.stringify({ filename: tIn }), offset: '{"position":2}', special: SOURCE_BODIES },
    {
      name: `snk${run}`,
      partition: quoted('{"kafka_topic":T,"kafka_partition":0}'),
      offset: '{"kafka_offset":1}',
      special: SINK_BODIES.map(quoted),
    },
  ];
  for (const { name, partition, offset, special } of kinds) {
    const path = `/connectors/${name}`;
    const bodies = [...BODIES, ...special].map((body) =>
      body
        .replaceAll('P', () => partition)
        .replaceAll('O', () => offset)
        .replaceAll(`"${offset}ffsets"`, '"Offsets"'),
    );
    for (const state of ['running', 'paused']) {
      session.begin(`${name} ${state}`);
      if (state === 'paused') await session.call('PUT', `${path}/pause`);
      await session.steady(`${path}/status`);
      await see(session, path);
      for (const body of bodies.slice(0, 28))
        await session.note(body, { method: 'PATCH', target: `${path}/offsets`, ...json(body) });
      await session.note('DELETE', { method: 'DELETE', target: `${path}/offsets` });
    }
    session.begin(`${name} stopped`);
    await session.call('PUT', `${path}/stop`);
    await session.steady(`${path}/status`, 2500);
    await see(session, path);
    for (const body of bodies) {
      await session.note(body, { method: 'PATCH', target: `${path}/offsets`, ...json(body) });
      await see(session, path, body);
    }
    for (const times of ['once', 'twice']) {
      await session.note(`DELETE ${times}`, { method: 'DELETE', target: `${path}/offsets` });
      await see(session, path, `DELETE ${times}`);
    }
    await session.note('altered again', { method: 'PATCH', target: `${path}/offsets`, ...json(bodies[0]!) });
    await see(session, path, 'altered again');
    await session.remove('sink.out');
    await session.call('PUT', `${path}/resume`);
    await session.steady(`${path}/status`, 3000);
    await see(session, path, 'resumed');
    session.see('the file', (await session.read('sink.out')).split('\n').toSorted());
    await session.call('DELETE', path);
    await session.steady(`${path}/status`, 500);
    await session.note('GET of a deleted one', { method: 'GET', target: `${path}/offsets` });
  }
}

async function see(session: Session, path: string, after = 'first'): Promise<void> {
  const { status, body } = await session.steady(`${path}/offsets`, after === 'first' ? 1500 : 300);
  const shown = parsed(body) as { offsets?: readonly unknown[] };
  session.see(`offsets after ${after}`, [status, shown.offsets?.map(inOrder).toSorted() ?? shown]);
}

/** As text, with its keys in order. */
function inOrder(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${inOrder(item)}`);
  return `{${entries.toSorted().join(', ')}}`;
}
