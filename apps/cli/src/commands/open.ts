import { spawn } from 'node:child_process';
import { CliCommand } from '../cli-command.ts';
import type { Session } from '../session/session.ts';

interface Options {
  readonly api?: boolean;
  readonly print?: boolean;
}

export const open = (): CliCommand =>
  new CliCommand('open')
    .description("open the worker's console in the browser, or its API where it has none")
    .option('--api', 'the API, also where there is a console')
    .option('--print', 'only tell the address')
    .example('The console of the current cluster', 'open')
    .example('The address, for something else', 'open --print')
    .runs<Options>(run);

async function run(session: Session, _words: readonly string[], { api = false, print = false }: Options): Promise<void> {
  const client = await session.client();
  await client.info({ signal: session.signal });
  const address = await pageOf(client.url, api, session.signal);
  session.terminal.out.line(address);
  if (!print && session.terminal.out.isTerminal) await openInBrowser(address, session);
}

/** The console is a page of the worker itself; every Millrace worker has its API as a document; any other has at least its root. */
async function pageOf(url: string, api: boolean, signal: AbortSignal): Promise<string> {
  if (!api && (await answers(`${url}/console/`, 'text/html', signal))) return `${url}/console/`;
  if (await answers(`${url}/openapi.json`, 'application/json', signal)) return `${url}/openapi.json`;
  return `${url}/`;
}

async function answers(address: string, type: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: 'HEAD', headers: { accept: type }, signal });
    return answer.ok && (answer.headers.get('content-type') ?? '').startsWith(type);
  } catch {
    return false;
  }
}

/** A machine without a browser is no error: the address has been told. */
function openInBrowser(address: string, { env, terminal: { error } }: Session): Promise<void> {
  const [command, ...args] = browserCommand(address, env['BROWSER']);
  return new Promise((resolve) => {
    const child = spawn(command!, args, { stdio: 'ignore', detached: true });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
    child.once('error', () => {
      error.line('No browser could be started here; open the address yourself.');
      resolve();
    });
  });
}

function browserCommand(address: string, browser: string | undefined): string[] {
  if (browser) return [browser, address];
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return ['xdg-open', address];
}
