import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** A program of a guide, and what the guide says that it prints. */
export interface DocumentedProgram {
  /** The heading that it stands under. */
  readonly title: string;
  readonly source: string;
  readonly prints: string;
}

/** Every block of JavaScript in a guide; the block of text after it is what it prints. */
export async function readPrograms(guide: URL): Promise<DocumentedProgram[]> {
  const text = await readFile(guide, 'utf8');
  const sections = text.split(/^#+ /m);
  return sections.flatMap((section) => {
    const [title = ''] = section.split('\n');
    const blocks = section.matchAll(/^```js\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms);
    return [...blocks].map(([, source = '', prints = '']) => ({ title, source, prints }));
  });
}

/** Runs a program as it stands, and gives what it prints, errors included. */
export function runProgram(source: string, url: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, CONNECT_URL: url, NO_COLOR: '1' }, timeout: 60_000 };
    const args = ['--conditions=@millrace/source', '--input-type=module'];
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) => resolve(error ? stdout + stderr : stdout));
    child.stdin?.end(source);
  });
}
