import { expect, test } from 'vitest';
import { rootCause } from './root-cause.ts';

test.each([
  [
    'ConnectException: outer\n\tat a.b(C.java:1)\nCaused by: DataException: middle\n\tat d\nCaused by: java.io.IOException: inner\n\t... 9 more\n',
    'java.io.IOException: inner',
  ],
  ['Error: alone\n    at x', 'Error: alone'],
  ['', ''],
])('of %j it is %j', (trace, cause) => {
  expect(rootCause(trace)).toBe(cause);
});
