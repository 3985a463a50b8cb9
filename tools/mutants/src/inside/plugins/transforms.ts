import type { ConnectRecord, PredicatePlugin, Transformation, TransformationPlugin } from '@millrace/connector-api';
import { originalPlugin } from '../original-plugin.ts';

const apache = 'org.apache.kafka.connect.transforms.';
const router = await originalPlugin(`${apache}RegexRouter`, 'transformation');
const hoist = await originalPlugin(`${apache}HoistField$Value`, 'transformation');
const matches = await originalPlugin(`${apache}predicates.TopicNameMatches`, 'predicate');

export const routerTakesPart: TransformationPlugin = {
  ...router,
  create: ({ regex = '', replacement = '' }) => renaming((topic) => topic.replace(new RegExp(regex), replacement)),
};

export const routerWithoutGroups: TransformationPlugin = {
  ...router,
  create: ({ regex = '', replacement = '' }) =>
    renaming((topic) => (new RegExp(`^(?:${regex})$`).test(topic) ? replacement.replaceAll('$', '') : topic)),
};

export const hoistNothing: TransformationPlugin = { ...hoist, create: () => ({ apply: (record) => record }) };

export const predicateHoldsAlways: PredicatePlugin = { ...matches, create: () => ({ test: () => true }) };

function renaming(rename: (topic: string) => string): Transformation {
  return { apply: <R extends ConnectRecord>(record: R) => ({ ...record, topic: rename(record.topic) }) };
}
