import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packPackages } from './pack-packages.ts';

/** What a program that uses the SDK needs. */
const sdk = ['packages/contract', 'packages/client'];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { into: { type: 'string', default: 'dist' } } });
const folder = resolve(values.into);
await mkdir(folder, { recursive: true });
const tarballs = await packPackages(positionals.length === 0 ? sdk : positionals, folder);
console.log(`Install them together:\n  npm install ${tarballs.join(' ')}`);
