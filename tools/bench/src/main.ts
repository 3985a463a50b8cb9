import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AgainstJavaOptions, measureAgainstJava, type Part, PARTS } from './against-java/against-java.ts';
import { compare, comparisonTable } from './against-java/comparison.ts';
import { measureContainment } from './containment.ts';
import { measureManyConnectors } from './many-connectors.ts';
import { converters } from './pipeline-configs.ts';
import { profilePipeline } from './profile.ts';
import { measureStartAndMemory } from './start-and-memory.ts';
import { table } from './table.ts';
import { type Direction, measureThroughput, type ThroughputOptions } from './throughput.ts';
import { throughputTable } from './throughput-table.ts';

const USAGE = `npm run bench -- [throughput] [start-and-memory] [many-connectors] [containment] [options]
npm run bench -- profile [options]
npm run bench -- --against java [options]

Without a name, throughput is measured. Options of throughput and profile:
  --lines 2000000             records of 100 bytes
  --direction source,sink
  --converter ${Object.keys(converters).join(',')}
  --transforms 0,1,5
  --from-source               the worker's sources and not its build
  --json bench-results.json   where the figures go as well
  --profiles <directory>      where profiles are kept

--against java runs Millrace and Apache Kafka Connect on one Kafka, in turn (needs Java 17 and Maven), which takes about 20 minutes. Its
options, beside --lines, --converter and --json:
  --part ${PARTS.join(',')}
  --rounds 3                  of starts and pipelines; the first one warms up
  --tasks 1,4
  --connectors 20,500
  --seconds 10                of each load on REST
  --rate 2000                 requests a second of the load at a fixed rate`;

interface Measured {
  readonly text: string;
  readonly data: unknown;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    lines: { type: 'string', default: '2000000' },
    direction: { type: 'string', default: 'source,sink' },
    converter: { type: 'string', default: Object.keys(converters).join(',') },
    against: { type: 'string' },
    part: { type: 'string', default: PARTS.join(',') },
    rounds: { type: 'string', default: '3' },
    tasks: { type: 'string', default: '1,4' },
    connectors: { type: 'string', default: '20,500' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '2000' },
    transforms: { type: 'string', default: '0,1,5' },
    'from-source': { type: 'boolean', default: false },
    json: { type: 'string', default: 'bench-results.json' },
    profiles: { type: 'string', default: join(tmpdir(), 'millrace-profiles') },
    help: { type: 'boolean', default: false },
  },
});

const measurements: Readonly<Record<string, () => Promise<Measured>>> = {
  throughput: async () => {
    const rows = await measureThroughput({ ...throughputOptions(), onRow: () => process.stderr.write('.') });
    process.stderr.write('\n');
    return { text: throughputTable(rows), data: rows };
  },
  'start-and-memory': async () => plain(await measureStartAndMemory()),
  'many-connectors': async () => plain(await measureManyConnectors()),
  containment: async () => plain(await measureContainment()),
  'against-java': async () => {
    const figures = await measureAgainstJava(againstJavaOptions());
    const rows = compare(figures);
    return { text: comparisonTable(rows), data: { rows, ...figures } };
  },
};

function plain(rows: Parameters<typeof table>[0]): Measured {
  return { text: table(rows), data: rows };
}

function throughputOptions(): ThroughputOptions {
  const options = {
    lines: Number(values.lines),
    directions: values.direction.split(',') as Direction[],
    converters: values.converter.split(','),
    transforms: values.transforms.split(',').map(Number),
    worker: { fromSource: values['from-source'] },
  };
  const { lines, directions } = options;
  if (!Number.isInteger(lines) || lines < 1) stop(`--lines is a number of 1 or more, not ${values.lines}`);
  if (!directions.every((name) => name === 'source' || name === 'sink')) stop('--direction is source, sink or source,sink');
  const unknown = options.converters.filter((name) => !Object.hasOwn(converters, name));
  if (unknown.length > 0) stop(`There is no converter ${unknown.join(', ')}; there are ${Object.keys(converters).join(', ')}`);
  if (!options.transforms.every((count) => Number.isInteger(count) && count >= 0 && count <= 5)) stop('--transforms are 0 to 5');
  return options;
}

function againstJavaOptions(): AgainstJavaOptions {
  const { lines, converters: names } = throughputOptions();
  const parts = values.part.split(',') as Part[];
  if (!parts.every((part) => PARTS.includes(part))) stop(`--part is some of ${PARTS.join(',')}, not ${values.part}`);
  return {
    parts,
    lines,
    converters: names,
    rounds: counts('rounds')[0]!,
    tasks: counts('tasks'),
    connectors: counts('connectors'),
    seconds: counts('seconds')[0]!,
    rate: counts('rate')[0]!,
    onProgress: (line) => console.error(`${(performance.now() / 1000).toFixed(0).padStart(5)} s  ${line}`),
  };
}

function counts(name: 'rounds' | 'tasks' | 'connectors' | 'seconds' | 'rate'): number[] {
  const numbers = values[name].split(',').map(Number);
  if (!numbers.every((each) => Number.isInteger(each) && each > 0))
    stop(`--${name} takes numbers of 1 or more, not ${values[name]}`);
  return numbers;
}

function stop(why: string): never {
  console.error(`${why}\n\n${USAGE}`);
  process.exit(2);
}

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (values.against !== undefined && values.against !== 'java') stop(`--against takes java, not ${values.against}`);
const wanted = values.against !== undefined ? ['against-java'] : positionals.length > 0 ? positionals : ['throughput'];
console.log(`Node ${process.version}, ${cpus().length} cores`);
if (wanted[0] === 'profile') {
  console.log(await profilePipeline(throughputOptions(), values.profiles));
} else {
  const unknown = wanted.filter((name) => !Object.hasOwn(measurements, name));
  if (unknown.length > 0) stop(`There is no ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}, profile`);
  const figures: Record<string, unknown> = {};
  for (const name of wanted) {
    const { text, data } = await measurements[name]!();
    console.log(text);
    figures[name] = data;
  }
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ node: process.version, cores: cpus().length, ...figures }, null, 2)}\n`);
  console.log(`Written to ${values.json}`);
}
