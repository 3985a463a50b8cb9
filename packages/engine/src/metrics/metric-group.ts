import type { MetricDescription, MetricFamily, MetricSample, MetricType } from './metric-family.ts';
import type { WorkerSnapshot } from './worker-snapshot.ts';

/** One metric that all subjects of a kind have. */
export interface Metric<Subject> {
  /** As Kafka Connect calls it in JMX, `source-record-poll-total`. */
  readonly name: string;
  readonly type: MetricType;
  /** A sentence or two. Units are said here where the name does not. */
  readonly help: string;
  /** null: there is no value now. */
  readonly read: (subject: Subject) => number | null;
}

export interface MetricGroupOptions<Subject> {
  /** The group of Kafka Connect's JMX metrics that these come from; null: they are Millrace's own. */
  readonly javaGroup: string | null;
  /** What the names begin with, in snake case. */
  readonly prefix: string;
  readonly labels: readonly string[];
  /** Whatever has these metrics now, each with the values of the labels. */
  readonly subjects: (worker: WorkerSnapshot) => readonly (readonly [labels: readonly string[], subject: Subject])[];
  readonly metrics: readonly Metric<Subject>[];
}

/** Metrics that belong together. */
export interface MetricGroup {
  readonly javaGroup: string | null;
  readonly descriptions: readonly MetricDescription[];
  collect(worker: WorkerSnapshot): MetricFamily[];
}

export function createMetricGroup<Subject>(options: MetricGroupOptions<Subject>): MetricGroup {
  const { javaGroup, prefix, labels, metrics } = options;
  const described = metrics.map(({ name, type, help, read }) => {
    const description: MetricDescription = { name: prefix + name.replaceAll('-', '_'), type, help, labels };
    return { description, read };
  });
  return {
    javaGroup,
    descriptions: described.map(({ description }) => description),
    collect(worker) {
      const subjects = options.subjects(worker);
      return described.map(({ description: { name, type, help }, read }) => {
        return { name, type, help, labels, samples: samplesOf(subjects, read) };
      });
    },
  };
}

function samplesOf<Subject>(
  subjects: readonly (readonly [readonly string[], Subject])[],
  read: Metric<Subject>['read'],
): MetricSample[] {
  const samples: MetricSample[] = [];
  for (const [labels, subject] of subjects) {
    const value = read(subject);
    if (value !== null) samples.push({ labels, value });
  }
  return samples;
}

/** A metric whose labels are all that it says. */
export function one(): number {
  return 1;
}
