import { readFile, writeFile } from 'node:fs/promises';
import { RuleFailure } from '../errors.ts';
import type { Lack } from './capabilities.ts';
import type { RuleContext } from './rule-context.ts';

interface Found {
  readonly data: Lack;
  readonly files: Lack;
}

/**
 * Tries whether records flow: a line from a file of this machine through a topic into another one, or else from the source to the sink that
 * the user named.
 */
export async function tryData(ctx: RuleContext): Promise<Found> {
  const files = await lackOf(async () => tryFiles(ctx));
  if (files === null) return { data: null, files };
  if (ctx.kit.source !== 'fixture' || ctx.kit.sink !== 'fixture') return { data: files, files };
  return { data: await lackOf(async () => tryFixtures(ctx)), files };
}

async function tryFiles(ctx: RuleContext): Promise<Lack> {
  if (!ctx.kit.hasFileSource || !ctx.kit.hasFileSink)
    return "Apache's file connectors are not installed; name a pair with --fixture source=…,sink=…";
  const [from, to] = [`${ctx.folder}/try-in.txt`, `${ctx.folder}/try-out.txt`];
  await writeFile(from, 'try\n');
  const topic = ctx.name('try');
  const converters = stringConverters;
  await Promise.all([
    ctx.create({ file: true, kind: 'source', topic, path: from, with: converters }),
    ctx.create({ file: true, kind: 'sink', topic, path: to, with: converters }),
  ]);
  await ctx.eventually(async () => {
    const text = await readFile(to, 'utf8').catch(() => '');
    ctx.check(text === 'try\n', 'a line to get from one file of this machine into another', text === '' ? 'nothing' : text);
  });
  return null;
}

async function tryFixtures(ctx: RuleContext): Promise<Lack> {
  const topic = ctx.name('try');
  await ctx.create({ kind: 'source', topic });
  const sink = await ctx.create({ kind: 'sink', topic });
  await ctx.eventually(async () => {
    const topics = await ctx.get(sink.path('/topics'));
    const used = (topics.member(sink.name) as { topics?: unknown } | undefined)?.topics;
    topics.check(Array.isArray(used) && used.length > 0, 'a record to get from the source named into the sink named', 'none');
  });
  return null;
}

export const stringConverters = {
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
} as const;

async function lackOf(attempt: () => Promise<Lack>): Promise<Lack> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof RuleFailure) return `records do not flow: ${error.message}`;
    throw error;
  }
}
