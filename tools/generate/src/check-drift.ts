// Exits with 1 if the generated files are not what the contract gives: changed, missing or extra.
import { fileURLToPath } from 'node:url';
import { ContractError } from './errors.ts';
import { findDrift } from './find-drift.ts';

try {
  const drifts = await findDrift(fileURLToPath(new URL('../../../', import.meta.url)));
  for (const { kind, path } of drifts) console.error(`${kind.padEnd(8)} ${path}`);
  if (drifts.length > 0) {
    console.error(
      `${drifts.length} generated files are not in step with openapi/. Run \`npm run generate\` and commit what it writes.`,
    );
    process.exitCode = 1;
  } else {
    console.log('The generated files are in step with openapi/.');
  }
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
