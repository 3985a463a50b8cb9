import { setTimeout as delay } from 'node:timers/promises';
import { topicTools } from '@millrace/tool-kafka';
import type { Fault } from '../fault.ts';
import { until } from '../scene.ts';
import { CONFIG_TOPIC } from '../settings.ts';

const DOWN_MS = 3000;
const STOPPED_MS = 30_000;

export const killBroker: Fault = {
  name: 'kill-broker',
  title: 'broker killed and restarted',
  brokers: 1,
  mayRepeat: true,
  async round(scene) {
    const broker = scene.brokers[0]!;
    await broker.kill();
    await delay(DOWN_MS);
    await broker.restart();
    const recovery = await scene.recovery({ sinceMs: performance.now() });
    await scene.settled();
    return recovery;
  },
};

export const stopBroker: Fault = {
  name: 'stop-broker',
  title: 'broker stopped for 30 s',
  brokers: 1,
  mayRepeat: true,
  async round(scene) {
    const broker = scene.brokers[0]!;
    broker.signal('SIGSTOP');
    await delay(STOPPED_MS);
    broker.signal('SIGCONT');
    const recovery = await scene.recovery({ sinceMs: performance.now() });
    await scene.settled();
    return recovery;
  },
};

export const killConfigLeader: Fault = {
  name: 'kill-config-leader',
  title: 'of three brokers, the leader of the config topic killed',
  brokers: 3,
  mayRepeat: true,
  async round(scene) {
    const all = await topicTools(scene.brokers[0]!.bootstrapServers);
    const nodeId = await all.leader(CONFIG_TOPIC);
    await all.close();
    const broker = scene.brokers.find((each) => each.nodeId === nodeId);
    if (broker === undefined) throw new Error(`no broker leads ${CONFIG_TOPIC}`);
    await broker.kill();
    await until('another broker leads the config topic', async () => {
      const tools = await topicTools(broker.bootstrapServers);
      const leader = await tools.leader(CONFIG_TOPIC).catch(() => null);
      await tools.close();
      return leader !== null && leader !== nodeId;
    });
    const recovery = await scene.recovery({ sinceMs: performance.now() });
    await broker.restart();
    await scene.settled();
    return recovery;
  },
};
