import { parseArgs } from 'node:util';
import { listRules } from '@millrace/contract-tests';
import { startWorkerProcess } from '@millrace/tool-worker-process';
import type { Verdict } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { createProxyApp } from './proxy/proxy-app.ts';
import { proxyMutants } from './proxy/proxy-mutants.ts';
import { summaryText, verdictText } from './report.ts';
import { runMutants } from './run-mutants.ts';

const usage = `usage: npm run contract-tests:mutants -- [--grep PATTERN] [--survivors]

  --grep PATTERN  only mutants whose id matches this regular expression
  --survivors     prints those that survived only

Exit code: 0 all were killed, 1 some survived.`;

const { values } = parseArgs({
  options: { grep: { type: 'string' }, survivors: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});

const grep = new RegExp(values.grep ?? '');
const wanted = <M extends Mutant>(mutants: readonly M[]) => mutants.filter(({ id }) => grep.test(id));

function onVerdict(verdict: Verdict): void {
  if (values.survivors !== true || verdict.result === 'survived') process.stdout.write(`${verdictText(verdict)}\n`);
}

async function behindProxy(): Promise<Verdict[]> {
  const worker = await startWorkerProcess();
  const start = async (change: Parameters<typeof createProxyApp>[1]) => Promise.resolve(createProxyApp(worker.url, change));
  try {
    return await runMutants({
      mutants: wanted(proxyMutants),
      start: async (mutant) => start(mutant.change()),
      startGood: async () => start(async (request, next) => next(request)),
      onVerdict,
      width: 6,
    });
  } finally {
    await worker.dispose();
  }
}

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const groups = new Map([['behind a proxy', await behindProxy()]]);
  process.stdout.write(`${summaryText(groups, listRules().length)}\n`);
  if ([...groups.values()].flat().some(({ result }) => result === 'survived')) process.exitCode = 1;
}

await main();
