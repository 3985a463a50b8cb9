import { mergeConfig } from 'vitest/config';
import base, { onKafka } from './vitest.config.ts';

/** The tests of what speaks to a real Kafka: some minutes, so apart from `npm test`. */
export default mergeConfig({ ...base, test: { ...base.test, include: [], exclude: [] } }, { test: { include: onKafka } });
