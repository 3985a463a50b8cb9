import type { Broker, GroupView, Log, Membership, MembershipOptions, Producer } from '../broker/broker.ts';
import { FencedError, InternalError } from '../model/errors.ts';
import type { Logger } from '../model/logger.ts';
import type { ManualClock } from '../model/manual-clock.case.ts';
import { createClusterGroup } from './cluster-group.ts';
import type { Group } from './group.ts';
import type { OwnLease } from '../model/lease.ts';
import { compareItems, connectorOf, instanceItem, taskItem, taskOf } from './work-item.ts';
import type { WorkItem } from './work-item.ts';

export const DELAY_MS = 10_000;
export const LEASE_MS = 6000;

/** A Kafka in memory, as far as groups need one, and the workers on it. */
export class FakeCluster {
  readonly clock: ManualClock;
  /** Connector → how many tasks it has. */
  readonly connectors = new Map<string, number>();
  readonly workers = new Set<FakeWorker>();
  readonly #logs = new Set<FakeLog>();
  readonly #records: Written[] = [];
  readonly #epochs = new Map<string, number>();
  /** In the order in which they joined: the first one leads. */
  readonly #members = new Map<string, FakeMembership>();
  #generation = 0;
  #names = 0;

  constructor(clock: ManualClock) {
    this.clock = clock;
  }

  /** A worker of that id, running. */
  async start(workerId: string): Promise<FakeWorker> {
    const worker = new FakeWorker(this, workerId);
    this.workers.add(worker);
    await worker.group.join(Promise.resolve());
    await this.settle();
    return worker;
  }

  /** Sets the number of a connector's tasks; null: it is deleted. */
  async configure(connector: string, tasks: number | null): Promise<void> {
    if (tasks === null) this.connectors.delete(connector);
    else this.connectors.set(connector, tasks);
    for (const worker of this.workers) worker.whenAwake(() => worker.group.workChanged());
    await this.settle();
  }

  /** Lets everything happen that happens by itself. */
  async settle(): Promise<void> {
    for (let n = 0; n < 20; n++) await this.clock.breathe();
  }

  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      for (const worker of this.workers) worker.beat();
      await this.clock.advance(Math.min(500, left));
      this.checkOwners();
    }
    await this.settle();
  }

  /** Who runs what: `0:c → a`. Throws if two do. */
  checkOwners(): Record<WorkItem, string> {
    const owners = new Map<WorkItem, string>();
    for (const worker of this.workers) {
      for (const item of worker.running()) {
        const other = owners.get(item);
        if (other !== undefined) throw new Error(`${item} runs on ${other} and on ${worker.workerId}`);
        owners.set(item, worker.workerId);
      }
    }
    return Object.fromEntries([...owners].toSorted(([a], [b]) => compareItems(a, b)));
  }

  wanted(): Set<WorkItem> {
    const items = new Set<WorkItem>();
    for (const [connector, tasks] of this.connectors) {
      items.add(instanceItem(connector));
      for (let task = 0; task < tasks; task++) items.add(taskItem({ connector, task }));
    }
    return items;
  }

  addLog(log: FakeLog): void {
    this.#logs.add(log);
    for (const record of this.#records) log.deliver(record);
  }

  write(records: readonly Written[]): void {
    this.#records.push(...records);
    for (const log of this.#logs) for (const record of records) log.deliver(record);
  }

  takeEpoch(transactionalId: string): number {
    const epoch = (this.#epochs.get(transactionalId) ?? 0) + 1;
    this.#epochs.set(transactionalId, epoch);
    return epoch;
  }

  requireEpoch(transactionalId: string, epoch: number): void {
    if (this.#epochs.get(transactionalId) !== epoch) throw new FencedError('Another producer has started');
  }

  join(membership: FakeMembership): string {
    const id = `member-${this.#names++}`;
    this.#members.set(id, membership);
    this.#rebalance();
    return id;
  }

  /** The group goes on without a member. */
  remove(id: string): void {
    if (this.#members.delete(id)) this.#rebalance();
  }

  isMember(id: string, generation: number): boolean {
    return this.#members.has(id) && generation === this.#generation;
  }

  #rebalance(): void {
    this.#generation++;
    const leaderId = [...this.#members.keys()][0] ?? '';
    const members = new Map(
      [...this.#members].map(([id, { options }]) => [id, { workerId: options.workerId, url: options.url }]),
    );
    for (const [memberId, membership] of this.#members) {
      membership.apply({ memberId, leaderId, generation: this.#generation, changedAgoMs: 0, members });
    }
  }
}

interface Written {
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
}

/** A process: it can be stopped in the middle of whatever it does, and go on later. */
export class FakeWorker {
  readonly cluster: FakeCluster;
  readonly workerId: string;
  readonly group: Group;
  /** Called with what is to stop; the default stops it at once. */
  stop: (items: readonly WorkItem[]) => Promise<void> = async () => undefined;
  readonly changes: string[] = [];
  readonly #membership: FakeMembership;
  readonly #lease: OwnLease;
  #stillRunning = new Set<WorkItem>();
  #isFrozen = false;
  #isDead = false;
  #waiting: (() => void)[] = [];

  constructor(cluster: FakeCluster, workerId: string) {
    this.cluster = cluster;
    this.workerId = workerId;
    this.#lease = manualLease(cluster.clock);
    let membership: FakeMembership | null = null;
    this.group = createClusterGroup({
      broker: this.#broker((made) => (membership = made)),
      groupId: 'g',
      workerId,
      url: `http://${workerId}/`,
      topic: { name: 't', partitions: 1, configs: {} },
      delayMs: DELAY_MS,
      lease: this.#lease,
      wanted: () => cluster.wanted(),
      refreshWanted: async () => undefined,
      stop: (items) => this.#stop(items),
      clock: { ...cluster.clock, after: (ms, run) => cluster.clock.after(ms, () => this.whenAwake(run)) },
      logger: silent,
      onGroup: () => undefined,
      onWork: (connectors) => this.changes.push(...connectors),
    });
    this.#membership = membership!;
  }

  /** What runs here: what it should run, and what it has not stopped yet; nothing of it without a lease. */
  running(): Set<WorkItem> {
    if (!this.#lease.isValid()) return new Set();
    return new Set([...this.#given(), ...this.#stillRunning]);
  }

  /** As `running`, as texts in order. */
  runs(): string[] {
    return [...this.running()].toSorted(compareItems);
  }

  freeze(): void {
    this.#isFrozen = true;
  }

  async thaw(): Promise<void> {
    this.#isFrozen = false;
    for (const run of this.#waiting.splice(0)) run();
    await this.cluster.settle();
  }

  /** The process ends without a word; the group notices when its session is over. */
  async kill(): Promise<void> {
    this.#isDead = true;
    this.#isFrozen = true;
    this.cluster.workers.delete(this);
    await this.expire();
  }

  /** The group does without it. If it lives, it learns so when it next asks. */
  async expire(): Promise<void> {
    this.cluster.remove(this.#membership.id);
    await this.cluster.settle();
  }

  async leave(): Promise<void> {
    this.#stillRunning = new Set();
    await this.group.leave();
    this.cluster.workers.delete(this);
    await this.cluster.settle();
  }

  /** A sign of life, as the driver sends them. */
  beat(): void {
    if (!this.#isFrozen) this.#membership.beat();
  }

  whenAwake(run: () => void): void {
    if (this.#isDead) return;
    if (this.#isFrozen) this.#waiting.push(run);
    else run();
  }

  /** Resolves at once, or when the process goes on. */
  awake(): Promise<void> {
    return new Promise((resolve) => this.whenAwake(resolve));
  }

  #given(): WorkItem[] {
    const own = this.group.assignment();
    return [...this.cluster.wanted()].filter((item) => {
      const [connector, task] = [connectorOf(item), taskOf(item)];
      return task === null ? own.hasConnector(connector) : own.hasTask({ connector, task });
    });
  }

  async #stop(items: readonly WorkItem[]): Promise<void> {
    for (const item of items) this.#stillRunning.add(item);
    await this.stop(items);
    await this.awake();
    for (const item of items) this.#stillRunning.delete(item);
  }

  #broker(onMembership: (membership: FakeMembership) => void): Pick<Broker, 'createLog' | 'createProducer' | 'createMembership'> {
    const { cluster } = this;
    return {
      createLog: ({ onRecord }) =>
        new FakeLog(this, ({ key, value }) => onRecord({ key, value, partition: 0, offset: 0, timestamp: 0 })),
      createMembership: (options) => {
        const membership = new FakeMembership(this, options);
        onMembership(membership);
        return membership;
      },
      createProducer: async ({ transactionalId }) => {
        await this.awake();
        const epoch = cluster.takeEpoch(transactionalId!);
        const transaction: Producer['transaction'] = async ({ batches }) => {
          await this.awake();
          cluster.requireEpoch(transactionalId!, epoch);
          cluster.write(batches.flatMap(({ keys, values }) => values.map((value, n) => ({ key: keys![n]!, value }))));
          return [];
        };
        const beginTransaction = (): never => {
          throw new Error('not used');
        };
        return { transaction, beginTransaction, appendAll: async () => [], close: async () => undefined };
      },
    };
  }
}

class FakeLog implements Log {
  readonly partitions = 1;
  readonly #worker: FakeWorker;
  readonly #read: (record: Written) => void;

  constructor(worker: FakeWorker, read: (record: Written) => void) {
    this.#worker = worker;
    this.#read = read;
  }

  async start(): Promise<void> {
    this.#worker.cluster.addLog(this);
  }

  async append(records: readonly Written[]): Promise<void> {
    await this.#worker.awake();
    this.#worker.cluster.write(records);
  }

  deliver(record: Written): void {
    this.#worker.whenAwake(() => this.#read(record));
  }

  readToEnd(): Promise<void> {
    return this.#worker.awake();
  }

  async close(): Promise<void> {}
}

class FakeMembership implements Membership {
  readonly options: MembershipOptions;
  readonly #worker: FakeWorker;
  id = '';
  #view: GroupView | null = null;

  constructor(worker: FakeWorker, options: MembershipOptions) {
    this.#worker = worker;
    this.options = options;
  }

  async awaitFree(): Promise<void> {}

  async join(): Promise<void> {
    await this.#worker.awake();
    this.id = this.#worker.cluster.join(this);
  }

  view(): GroupView {
    if (this.#view === null) throw new InternalError('This worker is not in a group');
    return this.#view;
  }

  apply(view: GroupView): void {
    this.#worker.whenAwake(() => {
      this.#view = view;
      this.options.onLease!(LEASE_MS);
      this.options.onChange(view);
    });
  }

  beat(): void {
    if (this.#view === null) return;
    if (this.#worker.cluster.isMember(this.#view.memberId, this.#view.generation)) {
      this.options.onLease!(LEASE_MS);
      return;
    }
    this.#view = null;
    this.options.onLost!();
    void this.join();
  }

  async confirm(): Promise<void> {
    await this.#worker.awake();
    const view = this.#view;
    if (view === null || !this.#worker.cluster.isMember(view.memberId, view.generation)) throw new FencedError('no member');
    this.options.onLease!(LEASE_MS);
  }

  async leave(): Promise<void> {
    // What was told before has been read by then.
    await this.#worker.cluster.settle();
    this.#view = null;
    this.#worker.cluster.remove(this.id);
    // Others go on meanwhile, which this one can still read.
    await this.#worker.cluster.settle();
  }
}

function manualLease(clock: ManualClock): OwnLease {
  let endsAt = 0;
  let stay = 0;
  const isValid = (): boolean => clock.now() < endsAt;
  return {
    memory: new SharedArrayBuffer(0),
    isValid,
    ticket: () => stay,
    check: (ticket) => (ticket !== stay ? 'over' : isValid() ? 'granted' : 'withheld'),
    endStay() {
      stay++;
      endsAt = 0;
    },
    leftMs: () => endsAt - clock.now(),
    endIn: (ms) => void (endsAt = clock.now() + ms),
  };
}

const nothing = (): void => undefined;
const silent: Logger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
