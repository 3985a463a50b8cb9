import { inspect, parseArgs } from 'node:util';
import { missingTools } from '@millrace/tool-kafka';
import { allFaults } from './all-faults.ts';
import { faultTable } from './fault-table.ts';
import { type Row, runFault } from './run-fault.ts';

const USAGE = `npm run test:faults -- [options]

Does harm to three workers on a real Kafka (needs Java 17 and Maven), and counts what becomes of the records. Exits with 1 when
something is not as docs/kafka.md promises.

  --fault ${allFaults.map(({ name }) => name).join(',')}
  --rounds 5
  --exactly-once    exactly.once.source.support=enabled
  --keep            keeps the logs of the workers also where all is well`;

const { values } = parseArgs({
  options: {
    fault: { type: 'string', default: allFaults.map(({ name }) => name).join(',') },
    rounds: { type: 'string', default: '5' },
    'exactly-once': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function stop(why: string): never {
  console.error(`${why}\n\n${USAGE}`);
  process.exit(2);
}

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const chosen = values.fault
  .split(',')
  .map((name) => allFaults.find((fault) => fault.name === name) ?? stop(`There is no fault ${name}`));
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) stop(`--rounds is a number of 1 or more, not ${values.rounds}`);
const missing = await missingTools();
if (missing !== null) {
  console.log(missing);
  process.exit(process.env['CI'] ? 1 : 0);
}

// Then what was started is ended as well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const rows: Row[] = [];
const failures: string[] = [];
for (const fault of chosen) {
  try {
    const row = await runFault(fault, {
      rounds,
      exactlyOnce: values['exactly-once'],
      keep: values.keep,
      onProgress: (line) => console.error(line),
    });
    rows.push(row);
    console.error([faultTable([row]), ...row.breaches].join('\n'));
    failures.push(...row.breaches.map((breach) => `${fault.name}: ${breach}`));
    if (row.logs !== null) console.error(`${fault.name}: logs are in ${row.logs}`);
  } catch (error) {
    const failure = `${fault.name}: ${inspect(error)}`;
    failures.push(failure);
    console.error(failure);
  }
}
console.log(`${values['exactly-once'] ? 'Exactly-once sources' : 'At-least-once sources'}, Node ${process.version}\n`);
if (rows.length > 0) console.log(faultTable(rows));
if (failures.length > 0) console.log(`\nNot as promised:\n${failures.map((failure) => `- ${failure}`).join('\n')}`);
process.exit(failures.length > 0 ? 1 : 0);
