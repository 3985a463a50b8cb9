import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

export interface Bundle {
  readonly code: string;
  readonly minifiedBytes: number;
  /** What goes over the wire. */
  readonly gzipBytes: number;
}

const entry = '\0entry';

/**
 * Bundles a program for a browser, minified, as its users' tools would. `source` is the program; what it imports is looked for from
 * `folder`, among the built packages.
 */
export async function bundleProgram(source: string, folder: string): Promise<Bundle> {
  const program = {
    name: 'program',
    resolveId: (id: string) => (id === entry ? id : null),
    load: (id: string) => (id === entry ? source : null),
  };
  const bundle = await rolldown({ input: entry, cwd: folder, platform: 'browser', plugins: [program], logLevel: 'silent' });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const { code } = output[0];
  return { code, minifiedBytes: Buffer.byteLength(code), gzipBytes: gzipSync(code, { level: 9 }).length };
}
