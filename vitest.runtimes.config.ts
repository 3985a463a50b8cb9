import { mergeConfig } from 'vitest/config';
import base, { onRuntimes } from './vitest.config.ts';

/** The tests that fetch other runtimes first, 200 MB of them, so apart from `npm test`. */
export default mergeConfig({ ...base, test: { ...base.test, include: [], exclude: [] } }, { test: { include: onRuntimes } });
