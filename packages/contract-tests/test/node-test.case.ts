import { after, describe, test } from 'node:test';
import { registerContractTests } from '../src/run/register-contract-tests.ts';
import { createFakeConnect } from './fake-connect.ts';

/** What a user of node:test writes; started as a process of its own by the test beside it. */
registerContractTests(
  { describe, test: (name, body) => test(name, async (context) => body(context)), after: (body) => after(body) },
  {
    app: createFakeConnect().handler,
    grep: 'createConnector/(201-created|409-message|400-missing-config|201-sink-type)',
    timeoutMs: 20_000,
  },
);
