import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { missingTools, startJavaConnect, startKafka } from '@millrace/tool-kafka';
import { startWorkerProcess } from '@millrace/tool-worker-process';
import { compareSteps } from './compare.ts';
import { knownDifferences } from './known-differences.ts';
import { formatComparison } from './report.ts';
import { Session, type Side } from './session.ts';
import { suites } from './suites.ts';

const USAGE = `npm run side-by-side -- [suite]... [--java <url>] [--ours <url>] [--seen <file>]

Sends the same requests to Apache Kafka Connect and to this worker, and prints where they differ in another way than on purpose.
Without URLs it starts both, for which it needs Java 17 and Maven. Workers that are given lose their connectors.
With --seen all that was seen goes into a file, as JSON.
Suites: ${Object.keys(suites).join(', ')}`;

const stops: (() => Promise<unknown>)[] = [];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seen: { type: 'string' },
      java: { type: 'string' },
      ours: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(suites, name));
  if (values.help || unknown !== undefined) {
    console.log(unknown === undefined ? USAGE : `There is no suite ${unknown}.\n\n${USAGE}`);
    return values.help ? 0 : 2;
  }
  const dir = await mkdtemp(join(tmpdir(), 'millrace-side-by-side-'));
  stops.unshift(() => rm(dir, { recursive: true, force: true }));
  const run = String(Date.now() % 1_000_000);
  const sides = { java: join(dir, 'java'), ours: join(dir, 'ours') };
  for (const side of Object.values(sides)) await mkdir(join(side, 'secrets'), { recursive: true });
  const java: Side = { run, name: 'java', url: values.java ?? (await startJava(sides.java)), dir: sides.java };
  const ours: Side = { run, name: 'ours', url: values.ours ?? (await startOurs(sides.ours)), dir: sides.ours };
  let differences = 0;
  for (const name of positionals.length === 0 ? Object.keys(suites) : positionals) {
    const sessions = [new Session(java), new Session(ours)] as const;
    await Promise.all(sessions.map((session) => runSuite(name, session)));
    const [one, other] = sessions;
    if (values.seen !== undefined)
      await writeFile(values.seen, JSON.stringify({ java: one.steps, ours: other.steps }, undefined, 1));
    const comparison = compareSteps(one, other, knownDifferences);
    console.log(formatComparison(name, comparison));
    differences += comparison.differences.length;
  }
  return differences === 0 ? 0 : 1;
}

async function runSuite(name: string, session: Session): Promise<void> {
  await session.clear();
  await suites[name]!(session);
  await session.clear();
}

async function startJava(dir: string): Promise<string> {
  const missing = await missingTools();
  if (missing !== null) throw new Error(missing);
  const kafka = await startKafka();
  stops.unshift(() => kafka.stop());
  const connect = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers, properties: configProviders(dir) });
  stops.unshift(() => connect.stop());
  return connect.url;
}

async function startOurs(dir: string): Promise<string> {
  const worker = await startWorkerProcess({ overrides: { 'offset.flush.interval.ms': '1000', ...configProviders(dir) } });
  stops.unshift(() => worker.dispose());
  return worker.url;
}

/** Config providers that may read the secrets of one side. */
function configProviders(dir: string): Readonly<Record<string, string>> {
  const provider = 'org.apache.kafka.common.config.provider';
  return {
    'config.providers': 'file,dir,env',
    'config.providers.file.class': `${provider}.FileConfigProvider`,
    'config.providers.file.param.allowed.paths': join(dir, 'secrets'),
    'config.providers.dir.class': `${provider}.DirectoryConfigProvider`,
    'config.providers.dir.param.allowed.paths': join(dir, 'secrets'),
    'config.providers.env.class': `${provider}.EnvVarConfigProvider`,
    'config.providers.env.param.allowlist.pattern': 'PATH|SIDE_.*',
  };
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll().then(() => process.exit(130)));
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  await stopAll();
}
