import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NameError } from './connector-names.ts';
import { DirectoryError, makeConnector } from './make-connector.ts';

const USAGE = `npm run new-connector <name> [-- --sink]

Makes a package for a connector: connectors/<name>, or another directory if the name has a slash (../my-source).
  --sink     a sink, which a name that ends in -sink is anyway
  --source   a source`;

/** npm runs this in the root of the repository, and says where it was started. */
const root = process.cwd();
const startedIn = process.env['INIT_CWD'] ?? root;

function run(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { sink: { type: 'boolean' }, source: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [name] = positionals;
  if (values.help === true || name === undefined || positionals.length > 1 || (values.sink && values.source)) {
    console.log(USAGE);
    process.exitCode = values.help === true ? 0 : 1;
    return;
  }
  const directory = /[\\/]/.test(name) ? resolve(startedIn, name) : join(root, 'connectors', name);
  const isSink = values.sink ?? (values.source !== true && name.endsWith('-sink'));
  const files = makeConnector({
    kind: isSink ? 'sink' : 'source',
    directory,
    connectorApi: join(root, 'packages/connector-api'),
  });
  const shown = relative(startedIn, directory) || '.';
  const isOutside = relative(root, directory).startsWith('..');
  console.log(`${[`Made ${shown}:`, ...files.map((file) => `  ${file}`)].join('\n')}\n`);
  console.log(`Next: cd ${shown}${isOutside ? ' && npm install' : ''} && npm test`);
}

try {
  run();
} catch (error) {
  const isMistake = error instanceof NameError || error instanceof DirectoryError;
  if (!isMistake && (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 1;
}
