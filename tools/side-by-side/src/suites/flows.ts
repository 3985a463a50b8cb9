import type { Session } from '../session.ts';

export type Config = Readonly<Record<string, string>>;

export const STRING = 'org.apache.kafka.connect.storage.StringConverter';
const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';

export const plain = { 'value.converter': JSON_CONVERTER, 'value.converter.schemas.enable': 'false' };
export const withSchemas = { 'value.converter': JSON_CONVERTER, 'value.converter.schemas.enable': 'true' };
export const text = { 'value.converter': STRING };

/** A file, the source that reads it into a topic, and the sink that writes that to another file. */
export interface Flow {
  readonly name: string;
  readonly content: string | Buffer;
  readonly source: Config;
  readonly sink: Config;
}

/** Some flows at a time, each through a topic of its own. */
export async function runFlows(session: Session, flows: readonly Flow[]): Promise<void> {
  const size = 12;
  for (let i = 0; i < flows.length; i += size) {
    const parts = flows
      .slice(i, i + size)
      .map((flow, at) => ({ flow, part: session.part(), id: `d${session.side.run}-${i + at}` }));
    await Promise.all(parts.map(({ flow, part, id }) => run(part, flow, id)));
    for (const { part } of parts) session.steps.push(...part.steps);
  }
}

/** One file through a topic of its own into another file. */
async function run(session: Session, { name, content, source, sink }: Flow, id: string): Promise<void> {
  session.begin(name);
  const file = await session.write(`${id}.in`, content);
  await session.remove(`${id}.out`);
  const made = await session.call('POST', '/connectors', {
    name: `${id}-src`,
    config: { 'connector.class': 'FileStreamSource', file, topic: id, ...source },
  });
  const other = await session.call('POST', '/connectors', {
    name: `${id}-snk`,
    config: { 'connector.class': 'FileStreamSink', file: session.path(`${id}.out`), topics: id, ...sink },
  });
  session.see('made', [made.status, other.status]);
  await session.steady(`/connectors/${id}-src/offsets`, 3000);
  const statuses = await Promise.all(['src', 'snk'].map((end) => session.steady(`/connectors/${id}-${end}/status`, 2000)));
  for (const { status, body } of statuses) session.see('status', [status, withoutNames(JSON.parse(body), id)]);
  session.see(
    'offsets of the source',
    withoutNames(JSON.parse((await session.steady(`/connectors/${id}-src/offsets`, 500)).body), id),
  );
  session.see(
    'offsets of the sink',
    withoutNames(JSON.parse((await session.steady(`/connectors/${id}-snk/offsets`, 500)).body), id),
  );
  session.see('the file', await session.read(`${id}.out`));
  for (const end of ['src', 'snk']) await session.call('DELETE', `/connectors/${id}-${end}`);
}

function withoutNames(seen: unknown, id: string): unknown {
  return JSON.parse(JSON.stringify(seen).replaceAll(id, '<id>'));
}
