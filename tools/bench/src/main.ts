import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureManyConnectors } from './many-connectors.ts';
import { measureStartAndMemory } from './start-and-memory.ts';
import { type Row, table } from './table.ts';

const measurements: Readonly<Record<string, () => Promise<Row[]>>> = {
  'start-and-memory': measureStartAndMemory,
  'many-connectors': () => measureManyConnectors(),
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const wanted = positionals.length > 0 ? positionals : Object.keys(measurements);
const unknown = wanted.filter((name) => !Object.hasOwn(measurements, name));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}. There are: ${Object.keys(measurements).join(', ')}`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} cores`);
const rows: Row[] = [];
for (const name of wanted) rows.push(...(await measurements[name]!()));
console.log(table(rows));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
