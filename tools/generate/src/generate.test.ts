import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { ContractError } from './errors.ts';
import { generate, type Files } from './generate.ts';

const fixture = (path: string) => fileURLToPath(new URL(`../test/fixtures/${path}`, import.meta.url));

/** Generating takes a second or two, and more on a busy machine. */
const slow = { timeout: 60_000 };

describe('from a small contract', slow, () => {
  let files: Files;
  beforeAll(async () => {
    files = await generate(fixture('greetings/openapi.yaml'));
  }, slow.timeout);

  test.each([
    ['apps/worker/src/generated/express.gen.ts', 'the server stubs'],
    ['packages/contract/src/generated/operations.gen.ts', 'the table of operations'],
    ['packages/contract/src/generated/openapi-document.gen.ts', 'the bundled document'],
    ['packages/contract/src/generated/openapi.gen.yaml', 'the document as YAML'],
    ['packages/contract/src/generated/types.gen.ts', 'the wire types'],
  ])('%s holds %s as the golden file has them', async (path) => {
    const name = path.split('/').at(-1)!;
    await expect(files.get(path)).toMatchFileSnapshot(fixture(`golden/${name}`));
  });

  test('every file says in its name and in its first line that it is generated', () => {
    for (const [path, text] of files) {
      expect(path).toMatch(/\.gen\.(ts|yaml)$/);
      expect(text).toMatch(/^(\/\/|#) Generated from openapi\/ by `npm run generate`\. Do not edit\.\n/);
    }
  });

  test('the SDK and the stubs take the wire types from the contract package', () => {
    expect([...files.keys()].filter((path) => path.endsWith('generated/types.gen.ts'))).toEqual([
      'packages/contract/src/generated/types.gen.ts',
    ]);
    expect(files.get('packages/client/src/generated/sdk.gen.ts')).toContain(`from '@millrace/contract'`);
  });

  test('the same contract gives the same files', async () => {
    expect(await generate(fixture('greetings/openapi.yaml'))).toEqual(files);
  });
});

test('a contract that the linter only warns about is refused, with what it says', slow, async () => {
  const refused = generate(fixture('faulty/openapi.yaml'));
  await expect(refused).rejects.toThrow(ContractError);
  await expect(refused).rejects.toThrow(/warn operation-summary: .*summary/);
});

test('a contract that is not there is refused', slow, async () => {
  await expect(generate(fixture('nowhere/openapi.yaml'))).rejects.toThrow(ContractError);
});
