// Packs packages for `npm install`, after `npm run build`: all that are published, or those whose folders are named.
//
//   npm run pack                                       into dist/
//   npm run pack -- --into /tmp/x packages/client packages/contract
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packPackages } from './pack-packages.ts';
import { publishedPackages } from './published.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { into: { type: 'string', default: 'dist' } } });
const folder = resolve(values.into);
await mkdir(folder, { recursive: true });
const tarballs = await packPackages(positionals.length === 0 ? publishedPackages : positionals, folder);
console.log(`Install them together:\n  npm install ${tarballs.join(' ')}`);
