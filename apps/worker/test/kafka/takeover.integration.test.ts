import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type JavaConnect,
  type KafkaBroker,
  missingTools,
  type SeenRecord,
  startJavaConnect,
  startKafka,
  type TopicTools,
  topicTools,
} from '@millrace/tool-kafka';
import { freePort, runWorkerProcess, startWorkerProcess, type WorkerProcess } from '@millrace/tool-worker-process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rest, restOf, soon, untilLines, untilStates } from './rest.ts';
import { distributedProperties, propertiesText } from './shipped-properties.ts';

const missing = await missingTools();
if (missing !== null && process.env['CI']) throw new Error(missing);

const beyond = 9_007_199_254_740_993n;

/** One cluster, held in turns by Java's worker and by ours, on the same properties. The tests go on from each other. */
describe.skipIf(missing !== null)('a cluster that is taken over from Java, and back', { timeout: 180_000 }, () => {
  let kafka: KafkaBroker;
  let tools: TopicTools;
  let dir = '';
  let java: JavaConnect | undefined;
  let ours: WorkerProcess | undefined;
  let rest: Rest;
  const file = (name: string) => join(dir, name);
  const written: string[] = [];

  beforeAll(async () => {
    kafka = await startKafka();
    tools = await topicTools(kafka.bootstrapServers);
    dir = await mkdtemp(join(tmpdir(), 'millrace-takeover-'));
  }, 180_000);
  afterAll(async () => {
    await ours?.dispose();
    await java?.stop();
    await tools?.close();
    await kafka?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const properties = () => ({
    ...distributedProperties(kafka.bootstrapServers),
    'offset.flush.interval.ms': '500',
    // A member that was killed is waited for as long as its session lasts.
    'consumer.session.timeout.ms': '6000',
  });
  async function startJava(): Promise<void> {
    java = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers, properties: properties() });
    rest = restOf(java.url);
  }
  async function startOurs(): Promise<void> {
    await writeFile(file('worker.properties'), propertiesText(properties()));
    const args = [file('worker.properties')];
    ours = await startWorkerProcess({ fromSource: true, dataDir: file('unused'), args });
    rest = restOf(ours.url);
  }
  async function stopOurs(): Promise<void> {
    expect(await ours!.terminate()).toBe(0);
    ours = undefined;
  }
  async function appendLine(line: string): Promise<void> {
    await appendFile(file('in.txt'), `${line}\n`);
    written.push(line);
  }
  /** As the answers have them, since JSON.parse would spoil numbers beyond 2^53; Java has them in no order. */
  async function offsetsText(url: string, name: string): Promise<readonly string[]> {
    const text = await (await fetch(`${url}/connectors/${name}/offsets`)).text();
    return text.match(/\{"partition":\{.*?\},"offset":(?:null|\{.*?\})\}/g)?.toSorted() ?? [];
  }
  const config = (records: readonly { readonly key: string | null }[]) =>
    records.map(({ key }) => key).filter((key) => key !== 'session-key');

  /** What is in the internal topics, but for what the connector writes that goes on all the time. */
  async function storedByConnect(): Promise<SeenRecord[]> {
    const topics = await Promise.all(['connect-configs', 'connect-status', 'connect-offsets'].map((topic) => tools.read(topic)));
    return topics.flat().filter(({ key }) => key?.includes('mirror') !== true);
  }

  const source = (name: string) => ({ 'connector.class': 'FileStreamSource', file: file(`${name}.txt`), topic: `${name}-lines` });

  it('is begun by Java', async () => {
    await startJava();
    await appendLine('java 1');
    await rest.send('POST', '/connectors', { name: 'in', config: source('in') });
    const sink = { 'connector.class': 'FileStreamSink', file: file('out.txt'), topics: 'in-lines', 'tasks.max': '2' };
    await rest.send('POST', '/connectors', { name: 'out', config: sink });
    await rest.send('POST', '/connectors', { name: 'paused', config: source('paused') });
    await rest.send('POST', '/connectors', { name: 'stopped', config: source('stopped'), initial_state: 'STOPPED' });
    const heartbeat = {
      'connector.class': 'org.apache.kafka.connect.mirror.MirrorHeartbeatConnector',
      'source.cluster.alias': 'a',
      'target.cluster.alias': 'b',
      'source.cluster.bootstrap.servers': kafka.bootstrapServers,
      'target.cluster.bootstrap.servers': kafka.bootstrapServers,
    };
    await rest.send('POST', '/connectors', { name: 'mirror', config: heartbeat });
    await untilStates(rest, 'paused', 'RUNNING 0:RUNNING');
    await rest.send('PUT', '/connectors/paused/pause');
    await untilStates(rest, 'paused', 'PAUSED 0:PAUSED');
    await untilStates(rest, 'mirror', 'RUNNING 0:RUNNING');
    await untilStates(rest, 'out', 'RUNNING 0:RUNNING 1:RUNNING');
    await untilLines(file('out.txt'), written);

    const answer = await fetch(`${java!.url}/connectors/stopped/offsets`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: `{"offsets":[{"partition":{"filename":"${file('stopped.txt')}"},"offset":{"position":${beyond}}}]}`,
    });
    expect(await answer.text()).toContain('successfully');
    // Of a source that has other partitions than a file has; with its keys in Java's order, which Java finds it by.
    await tools.write('connect-offsets', [
      { key: '["stopped",{"shard":2,"table":"t"}]', value: `{"id":${beyond},"snapshot":true}` },
    ]);
  });

  it('is not entered while Java holds it, and nothing is written', async () => {
    const before = await storedByConnect();
    await writeFile(file('worker.properties'), propertiesText({ ...properties(), 'session.timeout.ms': '6000' }));
    const run = { fromSource: true, dataDir: file('unused'), port: await freePort(), args: [file('worker.properties')] };
    const { code, output } = await runWorkerProcess(run);
    expect(code).toBe(1);
    expect(output).toContain('another Kafka Connect is still running in group connect-cluster');
    expect(await storedByConnect()).toEqual(before);
  });

  it('goes on under Millrace: connectors, target states, offsets and topics are all there', async () => {
    const before = { root: await rest.get<Record<string, object>>('/connectors?expand=info'), topics: await topicsOf(rest) };
    const stoppedOffsets = await offsetsText(java!.url, 'stopped');
    await java!.stop();
    java = undefined;
    const configs = config(await tools.read('connect-configs'));
    await startOurs();
    await appendLine('millrace 1');
    await untilLines(file('out.txt'), written);

    const now = await rest.get<Record<string, object>>('/connectors?expand=info');
    expect(without(now, 'mirror')).toEqual(without(before.root, 'mirror'));
    expect(now['mirror']).toEqual({ info: { ...(before.root['mirror'] as { info: object }).info, type: 'unknown' } });
    expect(await topicsOf(rest)).toEqual(before.topics);
    await untilStates(rest, 'in', 'RUNNING 0:RUNNING');
    await untilStates(rest, 'out', 'RUNNING 0:RUNNING 1:RUNNING');
    await untilStates(rest, 'paused', 'PAUSED 0:PAUSED');
    await untilStates(rest, 'stopped', 'STOPPED');
    expect(await offsetsText(ours!.url, 'stopped')).toEqual(stoppedOffsets);
    expect(stoppedOffsets).toEqual([
      `{"partition":{"filename":"${file('stopped.txt')}"},"offset":{"position":${beyond}}}`,
      `{"partition":{"shard":2,"table":"t"},"offset":{"id":${beyond},"snapshot":true}}`,
    ]);
    expect(config(await tools.read('connect-configs'))).toEqual(configs);
  });

  it('leaves a connector alone whose plugin is missing, and says so', async () => {
    await untilStates(rest, 'mirror', 'FAILED 0:FAILED');
    const { connector } = await rest.get<{ connector: { trace: string } }>('/connectors/mirror/status');
    expect(connector.trace).toContain(
      'Failed to find any class that implements Connector and which name matches org.apache.kafka.connect.mirror.MirrorHeartbeatConnector',
    );
  });

  it('writes statuses with generations that grow with the group', async () => {
    const generations = (await tools.read('connect-status'))
      .filter(({ key, value }) => key === 'status-connector-in' && value !== null)
      .map(({ value }) => (JSON.parse(value!) as { generation: number }).generation);
    expect(generations.at(-1)).toBeGreaterThan(generations[0]!);
    expect(generations).toEqual(generations.toSorted((a, b) => a - b));
  });

  it('is changed by Millrace', async () => {
    await writeFile(file('made.txt'), 'made 1\n');
    await rest.send('POST', '/connectors', { name: 'made', config: source('made') });
    await untilStates(rest, 'made', 'RUNNING 0:RUNNING');
    await rest.send('PUT', '/connectors/paused/stop');
    await untilStates(rest, 'paused', 'STOPPED');
    await appendLine('millrace 2');
    await untilLines(file('out.txt'), written);
    await expect.poll(() => topicsOf(rest), soon).toMatchObject({ made: ['made-lines'] });
  });

  it('goes on under Java again, with what Millrace changed, and the connector that was left alone runs', async () => {
    const before = { root: await rest.get<Record<string, object>>('/connectors?expand=info'), topics: await topicsOf(rest) };
    const stoppedOffsets = await offsetsText(ours!.url, 'stopped');
    await stopOurs();
    const configs = config(await tools.read('connect-configs'));
    await startJava();
    await appendLine('java 2');
    await untilLines(file('out.txt'), written);
    const now = await rest.get<Record<string, object>>('/connectors?expand=info');
    expect(without(now, 'mirror')).toEqual(without(before.root, 'mirror'));
    expect(await topicsOf(rest)).toEqual(before.topics);
    await untilStates(rest, 'in', 'RUNNING 0:RUNNING');
    await untilStates(rest, 'mirror', 'RUNNING 0:RUNNING');
    await untilStates(rest, 'paused', 'STOPPED');
    await untilStates(rest, 'made', 'RUNNING 0:RUNNING');
    await untilStates(rest, 'stopped', 'STOPPED');
    expect(await offsetsText(java!.url, 'stopped')).toEqual(stoppedOffsets);
    expect(config(await tools.read('connect-configs'))).toEqual(configs);
    expect((await tools.read('made-lines')).length).toBe(1);
  });

  it('goes on under Millrace after a JVM that was killed', async () => {
    await expect.poll(() => tools.groupOffsets('connect-out'), soon).toEqual(new Map([['in-lines-0', String(written.length)]]));
    await expect
      .poll(async () => (await rest.get<{ offsets: { offset: object }[] }>('/connectors/in/offsets')).offsets[0]?.offset, soon)
      .toEqual({ position: written.join('\n').length + 1 });
    await java!.kill();
    java = undefined;
    await startOurs();
    await appendLine('millrace 3');
    await untilLines(file('out.txt'), written);
    await untilStates(rest, 'in', 'RUNNING 0:RUNNING');
    await stopOurs();
  });
});

function without(map: Readonly<Record<string, object>>, name: string): Record<string, object> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

/** The topics of every connector. */
async function topicsOf(rest: Rest): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const name of (await rest.get<string[]>('/connectors')).toSorted()) {
    const answer = await rest.get<Record<string, { topics: string[] }>>(`/connectors/${name}/topics`);
    found[name] = answer[name]!.topics.toSorted();
  }
  return found;
}
