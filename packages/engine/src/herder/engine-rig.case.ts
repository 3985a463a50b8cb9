import type { PluginManifest } from '@millrace/connector-api';
import type { Admin, Broker } from '../broker/broker.ts';
import type { GroupOffset } from '../broker/records.ts';
import { assembleEngine } from './assemble-engine.ts';
import type { Engine } from '../engine.ts';
import { GroupNotEmptyError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import type { ConfigMap } from '../model/names.ts';
import type { Clock } from '../model/clock.ts';
import { systemClock } from '../model/clock.ts';
import type { EngineTimes } from './engine-parts.ts';
import { ENGINE_TIMES } from './engine-parts.ts';
import { createFakeHost } from './fake-host.case.ts';
import type { FakeHost } from './fake-host.case.ts';
import {
  createMemoryConfigStore,
  createMemoryOffsetStore,
  createMemoryStatusStore,
  createMemoryTopics,
} from './memory-stores.case.ts';
import type { MemoryTopics } from './memory-stores.case.ts';

/** An engine on fakes, and a look at them. */
export interface EngineRig {
  readonly engine: Engine;
  readonly topics: MemoryTopics;
  readonly groups: Map<string, GroupOffset[]>;
  readonly busyGroups: Set<string>;
  readonly loggerLevels: string[];
  readonly host: () => FakeHost;
}

export interface EngineRigOptions {
  readonly topics?: MemoryTopics;
  readonly properties?: ConfigMap;
  readonly clock?: Clock;
  readonly times?: Partial<EngineTimes>;
  readonly leaderUrl?: string;
}

const manifest = (type: 'source' | 'sink', className: string): PluginManifest => ({
  class: className,
  type,
  version: '1.0',
  module: 'file:///nowhere.js',
  export: 'plugin',
});
const MANIFESTS = [manifest('source', 'test.FakeSourceConnector'), manifest('sink', 'test.FakeSinkConnector')];
const silent: Logger = { trace: none, debug: none, info: none, warn: none, error: none };

function none(): void {}

export function createEngineRig(options: EngineRigOptions = {}): EngineRig {
  const topics = options.topics ?? createMemoryTopics();
  const groups = new Map<string, GroupOffset[]>();
  const busyGroups = new Set<string>();
  const loggerLevels: string[] = [];
  let host: FakeHost | null = null;

  const engine = assembleEngine(
    {
      broker: { kind: 'embedded', dataDir: '/nowhere' },
      manifests: MANIFESTS,
      properties: options.properties ?? {},
      workerId: 'worker:1',
      url: 'http://worker:1/',
      loggers: () => silent,
      onLoggerLevel: (logger, level) => loggerLevels.push(`${logger} ${level}`),
    },
    {
      clock: options.clock ?? systemClock,
      times: { ...ENGINE_TIMES, connectorStopMs: 20, hostGraceMs: 10, ...options.times },
      openBroker: () => Promise.resolve(fakeBroker(groups, busyGroups, options.leaderUrl ?? null)),
      createStores: ({ onChange }) => ({
        config: createMemoryConfigStore(topics, onChange),
        offsets: createMemoryOffsetStore(topics),
        createOffsets: () => createMemoryOffsetStore(topics),
        statuses: createMemoryStatusStore(topics),
      }),
      createHost: (_options, events) => (host = createFakeHost(events)),
    },
  );
  return { engine, topics, groups, busyGroups, loggerLevels, host: () => host! };
}

function fakeBroker(groups: Map<string, GroupOffset[]>, busy: ReadonlySet<string>, leaderUrl: string | null): Broker {
  const refuseBusy = (groupId: string): void => {
    if (busy.has(groupId)) throw new GroupNotEmptyError(`Group ${groupId} has members`);
  };
  const admin: Pick<Admin, 'groupOffsets' | 'alterGroupOffsets' | 'deleteGroup' | 'describeTopic'> = {
    groupOffsets: async (groupId) => groups.get(groupId) ?? [],
    async alterGroupOffsets(groupId, offsets) {
      refuseBusy(groupId);
      const kept = (groups.get(groupId) ?? []).filter(
        (old) => !offsets.some(({ topic, partition }) => topic === old.topic && partition === old.partition),
      );
      const added = offsets.flatMap(({ offset, ...where }) => (offset === null ? [] : [{ ...where, offset }]));
      groups.set(groupId, [...kept, ...added]);
    },
    async deleteGroup(groupId) {
      refuseBusy(groupId);
      groups.delete(groupId);
    },
    describeTopic: async (name) => (name === 'missing' ? null : { name, partitions: 3, configs: {} }),
  };
  const leader = { workerId: 'leader:1', url: leaderUrl ?? 'http://worker:1/' };
  const view = {
    memberId: 'me',
    leaderId: leaderUrl === null ? 'me' : 'leader',
    generation: 7,
    changedAgoMs: 0,
    members: new Map([
      ['me', { workerId: 'worker:1', url: 'http://worker:1/' }],
      ['leader', leader],
    ]),
  };
  return {
    clusterId: 'cluster',
    admin: admin as Admin,
    createAdmin: () => ({ ...admin, close: async () => undefined }),
    createMembership: () => ({
      awaitFree: async () => undefined,
      join: async () => undefined,
      leave: async () => undefined,
      view: () => view,
    }),
    close: async () => undefined,
  } as unknown as Broker;
}

/** Resolves when the condition holds; rejects with what it saw last when it does not come to hold in time. */
export async function eventually<T>(probe: () => T, condition: (seen: T) => boolean, timeoutMs = 20_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = attempt(probe);
    if (seen.kind === 'seen' && condition(seen.value)) return seen.value;
    if (Date.now() > end) throw new Error(`not so within ${timeoutMs} ms; last seen: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function attempt<T>(probe: () => T): { kind: 'seen'; value: T } | { kind: 'threw'; error: string } {
  try {
    return { kind: 'seen', value: probe() };
  } catch (error) {
    return { kind: 'threw', error: String(error) };
  }
}

/** A connector's states on one line: `RUNNING 0:RUNNING 1:FAILED`. */
export function statesOf(engine: Engine, name: string): string {
  const { connector, tasks } = engine.connectorStatus(name);
  return [connector.state, ...tasks.map(({ id, state }) => `${id}:${state}`)].join(' ');
}

export async function untilStates(engine: Engine, name: string, states: string): Promise<void> {
  await eventually(
    () => statesOf(engine, name),
    (seen) => seen === states,
  );
}
