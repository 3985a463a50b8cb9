// Generates wire types, SDK core, server stubs and the bundled document from the contract: `npm run generate`.
import { fileURLToPath } from 'node:url';
import { ContractError } from './errors.ts';
import { generate, writeGenerated } from './generate.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
try {
  const files = await generate(`${root}openapi/connect.yaml`);
  await writeGenerated(root, files);
  console.log(`Generated ${files.size} files.`);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
