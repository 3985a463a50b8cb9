import { DataError } from '@millrace/connector-api';

const PACKAGE = 'io.confluent.kafka.serializers.subject.';

/** The ways to name the subject that a topic's schemas are registered under, by their Java class names. */
export const SUBJECT_NAME_STRATEGIES = ['TopicNameStrategy', 'RecordNameStrategy', 'TopicRecordNameStrategy'] as const;
export type SubjectNameStrategyName = (typeof SUBJECT_NAME_STRATEGIES)[number];

/** Names subjects. */
export interface SubjectNames {
  /** Whether the name depends on the schema. */
  readonly usesSchema: boolean;
  /** `recordName` is that of the schema, if it is one with a name. A DataError where the strategy needs it and it is not there. */
  subjectOf(topic: string, recordName: string | null): string;
}

/** By the class name, with its package or without; undefined: none of that name. */
export function findStrategy(className: string): SubjectNameStrategyName | undefined {
  const simple = className.startsWith(PACKAGE) ? className.slice(PACKAGE.length) : className;
  return SUBJECT_NAME_STRATEGIES.find((name) => name === simple);
}

export function createSubjectNames(strategy: SubjectNameStrategyName, use: 'key' | 'value'): SubjectNames {
  if (strategy === 'TopicNameStrategy') return { usesSchema: false, subjectOf: (topic) => `${topic}-${use}` };
  const nameOf = (recordName: string | null): string => {
    if (recordName !== null) return recordName;
    throw new DataError(
      `In configuration ${use}.subject.name.strategy = ${PACKAGE}${strategy}, the message ${use} must only be a record schema`,
    );
  };
  if (strategy === 'RecordNameStrategy') return { usesSchema: true, subjectOf: (_topic, recordName) => nameOf(recordName) };
  return { usesSchema: true, subjectOf: (topic, recordName) => `${topic}-${nameOf(recordName)}` };
}
