import { parseArgs } from 'node:util';
import { listRules } from '@millrace/contract-tests';
import { startWorkerProcess } from '@millrace/tool-worker-process';
import { engineMutants } from './inside/engine-mutants.ts';
import { pluginMutants } from './inside/plugin-mutants.ts';
import { startInside } from './inside/start-inside.ts';
import type { Verdict } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { createProxyApp } from './proxy/proxy-app.ts';
import { proxyMutants } from './proxy/proxy-mutants.ts';
import { summaryText, tableHead, verdictText } from './report.ts';
import { runMutants } from './run-mutants.ts';

const usage = `usage: npm run contract-tests:mutants -- [--grep PATTERN] [--survivors] [--findings]

  --grep PATTERN  only mutants whose id matches this regular expression
  --survivors     prints those that survived only
  --findings      prints what each rule found, too

Exit code: 0 all were killed, 1 some survived.`;

const { values } = parseArgs({
  options: {
    grep: { type: 'string' },
    survivors: { type: 'boolean' },
    findings: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const grep = new RegExp(values.grep ?? '');
const wanted = <M extends Mutant>(mutants: readonly M[]) => mutants.filter(({ id }) => grep.test(id));

const print = (text: string) => process.stdout.write(`${text}\n`);

function onVerdict(verdict: Verdict): void {
  if (values.survivors !== true || verdict.result === 'survived') print(verdictText(verdict, values.findings === true));
}

async function behindProxy(): Promise<Verdict[]> {
  const mutants = wanted(proxyMutants);
  if (mutants.length === 0) return [];
  const worker = await startWorkerProcess();
  const start = async (change: Parameters<typeof createProxyApp>[1]) => Promise.resolve(createProxyApp(worker.url, change));
  try {
    return await runMutants({
      mutants,
      start: async (mutant) => start(mutant.change()),
      startGood: async () => start(async (request, next) => next(request)),
      onVerdict,
      width: 12,
    });
  } finally {
    await worker.dispose();
  }
}

async function insideWorker(): Promise<Verdict[]> {
  return runMutants({
    mutants: wanted([...engineMutants, ...pluginMutants]),
    start: async (mutant) => startInside(mutant.inside()),
    startGood: async () => startInside({}),
    onVerdict,
    width: 6,
  });
}

async function main(): Promise<void> {
  if (values.help) {
    print(usage);
    return;
  }
  print(tableHead);
  const groups = new Map([
    ['behind a proxy', await behindProxy()],
    ['inside of a worker', await insideWorker()],
  ]);
  print(summaryText(groups, listRules().length));
  if ([...groups.values()].flat().some(({ result }) => result === 'survived')) process.exitCode = 1;
}

await main();
