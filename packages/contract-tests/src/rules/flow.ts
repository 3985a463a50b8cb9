import { appendFile, readFile } from 'node:fs/promises';
import type { RuleContext, TestConnector } from '../run/rule-context.ts';
import { stringConverters } from '../run/try-data.ts';

/** Text on its way from one file through a topic into another. */
export interface Flow {
  readonly source: TestConnector;
  readonly sink: TestConnector;
  readonly topic: string;
  readonly from: string;
  readonly to: string;
  /** Adds text to the file that is read. */
  write(text: string): Promise<void>;
  /** What was written to the other file. */
  read(): Promise<string>;
  /** Waits until the other file holds exactly this. */
  arrives(text: string): Promise<void>;
}

export interface FlowOptions {
  readonly source?: Readonly<Record<string, string>>;
  readonly sink?: Readonly<Record<string, string>>;
  /** What is in the file at first; null: there is no file yet. */
  readonly text?: string | null;
}

/** Starts a flow of lines with converters for text, unless the settings say otherwise. */
export async function startFlow(ctx: RuleContext, { source = {}, sink = {}, text = '' }: FlowOptions = {}): Promise<Flow> {
  const topic = ctx.name('topic');
  const [from, to] = [`${ctx.folder}/${topic}-in.txt`, `${ctx.folder}/${topic}-out.txt`];
  if (text !== null) await appendFile(from, text);
  const made = await Promise.all([
    ctx.create({ file: true, kind: 'source', topic, path: from, with: { ...stringConverters, ...source } }),
    ctx.create({ file: true, kind: 'sink', topic, path: to, with: { ...stringConverters, ...sink } }),
  ]);
  return { ...flowOf(ctx, from, to), source: made[0], sink: made[1], topic };
}

/** Another sink of the same topic. */
export async function addSink(ctx: RuleContext, topic: string, settings: Readonly<Record<string, string | null>> = {}) {
  const to = `${ctx.folder}/${ctx.name('sink')}.txt`;
  const sink = await ctx.create({ file: true, kind: 'sink', topic, path: to, with: { ...stringConverters, ...settings } });
  return { sink, ...flowOf(ctx, to, to) };
}

function flowOf(ctx: RuleContext, from: string, to: string) {
  const read = async () => readFile(to, 'utf8').catch(() => '');
  return {
    from,
    to,
    write: async (text: string) => appendFile(from, text),
    read,
    arrives: async (text: string) =>
      ctx.eventually(async () => {
        const found = await read();
        ctx.check(found === text, `${JSON.stringify(text)} in the file of the sink`, JSON.stringify(found));
      }),
  };
}

/** Stops a connector and waits until it has. */
export async function stop(ctx: RuleContext, connector: TestConnector): Promise<void> {
  (await ctx.put(connector.path('/stop'))).hasStatus(204);
  await ctx.untilState(connector, 'STOPPED', []);
}

export async function pause(ctx: RuleContext, connector: TestConnector): Promise<void> {
  (await ctx.put(connector.path('/pause'))).hasStatus(202);
  await ctx.untilState(connector, 'PAUSED', 'PAUSED');
}

export async function resume(ctx: RuleContext, connector: TestConnector): Promise<void> {
  (await ctx.put(connector.path('/resume'))).hasStatus(202);
  await ctx.untilState(connector, 'RUNNING', 'RUNNING');
}

/** A source and a sink of one topic between which records flow: those that the user named, or file connectors. */
export async function startPair(ctx: RuleContext): Promise<{ source: TestConnector; sink: TestConnector }> {
  if (ctx.kit.source !== 'fixture' || ctx.kit.sink !== 'fixture') return startFlow(ctx, { text: 'one\ntwo\n' });
  const topic = ctx.name('topic');
  const [source, sink] = await Promise.all([ctx.create({ kind: 'source', topic }), ctx.create({ kind: 'sink', topic })]);
  return { source, sink };
}
