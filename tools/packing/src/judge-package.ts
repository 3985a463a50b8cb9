import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** What a package exports that is no module. */
const documents = [/\.(?:ya?ml|json)$/];

/** What publint and arethetypeswrong have against a package, one sentence each; nothing if it is well made. */
export async function judgePackage(tarball: string): Promise<string[]> {
  const data = await readFile(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true });
  const said = messages.map((message) => `publint: ${formatMessage(message, pkg)}`);
  const types = await checkPackage(createPackageFromTarballData(new Uint8Array(data)), { excludeEntrypoints: documents });
  const problems = types.types === false ? ['it has no types'] : types.problems.map((problem) => JSON.stringify(problem));
  return [...said, ...problems.map((problem) => `arethetypeswrong: ${problem}`)];
}
