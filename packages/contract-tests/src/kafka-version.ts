/** A release of Apache Kafka, without its patch number: `4.3`. */
export type KafkaVersion = `${number}.${number}`;

/** The releases that rules tell apart, oldest first. */
export const oldestLevel: KafkaVersion = '2.3';
export const newestLevel: KafkaVersion = '4.3';

/** Negative if `a` is older than `b`, 0 if they are the same. */
export function compareVersions(a: KafkaVersion, b: KafkaVersion): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Reads `4.3`, `4.3.1`, `4.3.1-millrace.0.1.0`, and Confluent's numbers (`7.5.0-ccs` is 3.5); null for what is no version. */
export function readVersion(text: string): KafkaVersion | null {
  const parts = /^v?(\d+)\.(\d+)(?:\.\d+)*(.*)$/.exec(text.trim());
  if (!parts) return null;
  const [, major = '', minor = '', rest = ''] = parts;
  return /^-(ccs|ce)\b/.test(rest) ? ofConfluent(Number(major), Number(minor)) : `${Number(major)}.${Number(minor)}`;
}

function ofConfluent(major: number, minor: number): KafkaVersion {
  if (major >= 8) return `${major - 4}.${minor}`;
  if (major === 7) return `3.${minor}`;
  if (major === 6) return `2.${minor + 6}`;
  return `2.${minor}`;
}

/** Whether a version lies from `since` to `until`, both included. */
export function isWithin(version: KafkaVersion, since: KafkaVersion, until?: KafkaVersion): boolean {
  return compareVersions(version, since) >= 0 && (until === undefined || compareVersions(version, until) <= 0);
}
