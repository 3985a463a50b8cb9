// Builds the CommonJS side of a package beside its ES modules: `node ../../tools/packing/commonjs.mjs` in its folder, after tsc.
//
// dist/commonjs/index.js is one file; the type declarations are copied beside it, since a declaration speaks for the module system of the
// folder that it stands in. Plain JavaScript, so that every Node that can run the build can run it.
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { rolldown } from 'rolldown';

const folder = 'dist/commonjs';
await rm(folder, { recursive: true, force: true });
const bundle = await rolldown({ input: 'dist/index.js', external: /^[^./]/, logLevel: 'warn' });
await bundle.write({ file: `${folder}/index.js`, format: 'cjs', sourcemap: true });
await bundle.close();
for (const path of await readdir('dist', { recursive: true })) {
  if (path.endsWith('.d.ts') && !/^(commonjs|examples)\b/.test(path)) await cp(`dist/${path}`, `${folder}/${path}`);
}
await writeFile(`${folder}/package.json`, '{ "type": "commonjs" }\n');
