import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../src/run-report.ts';
import { matrixPage, rulesPage } from '../src/cli/format-docs.ts';
import { listRules } from '../src/rules/list-rules.ts';

const docs = fileURLToPath(new URL('../../../docs/', import.meta.url));
const usage = `usage: write-docs.ts rules
       write-docs.ts matrix 'Name of a run=report.json'…`;

/** Writes the pages of docs/ that are made from the rules and from reports of real runs. */
function main([what, ...args]: readonly string[]): void {
  if (what === 'rules') writeFileSync(`${docs}contract-tests-rules.md`, rulesPage(listRules()));
  else if (what === 'matrix' && args.length > 0)
    writeFileSync(`${docs}contract-tests-matrix.md`, matrixPage(listRules(), args.map(readRun)));
  else throw new Error(usage);
}

function readRun(arg: string): { name: string; report: RunReport } {
  const [name = '', file = ''] = arg.split('=');
  return { name, report: JSON.parse(readFileSync(file, 'utf8')) as RunReport };
}

main(process.argv.slice(2));
