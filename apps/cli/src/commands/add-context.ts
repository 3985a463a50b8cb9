import { text as textOf } from 'node:stream/consumers';
import { ConnectClient } from '@millrace/client';
import { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { type Context, contextFile, readContexts, writeContexts } from '../session/context-file.ts';
import type { GlobalOptions } from '../session/global-options.ts';
import type { Session } from '../session/session.ts';
import { readHeaders } from '../session/target.ts';

interface Options {
  readonly passwordStdin?: boolean;
  readonly tokenStdin?: boolean;
}

export const addContext = (): CliCommand =>
  new CliCommand('add')
    .description('give a cluster a name; the first one becomes the current one')
    .argument('<name>', 'how it is to be called; one that is there is replaced')
    .option('--password-stdin', 'read the password of --user from stdin, so that it is in no history')
    .option('--token-stdin', 'read the token from stdin')
    .example('A cluster of two workers', 'context add prod --url http://a:8083,http://b:8083')
    .example('With a password', 'context add prod --url https://connect.example --user alice --password-stdin < password.txt')
    .runs<Options>(run);

async function run({ terminal, options, env }: Session, [name = '']: readonly string[], own: Options): Promise<void> {
  const context = await readContext(options, own, name);
  const file = contextFile(env);
  const { current = name, byName } = await readContexts(file);
  await writeContexts(file, { current, byName: new Map([...byName, [name, context]]) });
  terminal.out.line(`${name} is kept in ${file}${current === name ? '; it is the current one' : ''}`);
}

async function readContext({ url: urls, user, token, header }: GlobalOptions, own: Options, name: string): Promise<Context> {
  if (urls === undefined) throw new UsageError('Where is it?', `Say --url: millrace context add ${name} --url http://HOST:8083`);
  try {
    void new ConnectClient({ urls });
  } catch (cause) {
    throw new UsageError((cause as Error).message, undefined, { cause });
  }
  const secret =
    own.passwordStdin === true || own.tokenStdin === true ? (await textOf(process.stdin)).replace(/\r?\n$/, '') : undefined;
  if ((token !== undefined || own.tokenStdin === true) && user !== undefined)
    throw new UsageError('A user and a token exclude each other.');
  if (own.passwordStdin === true && user === undefined) throw new UsageError('--password-stdin needs --user NAME.');
  return {
    urls,
    ...(user !== undefined && readUser(user, secret)),
    ...(token !== undefined && { token }),
    ...(own.tokenStdin === true && { token: secret! }),
    ...(header !== undefined && { headers: readHeaders(header) }),
  };
}

function readUser(user: string, secret: string | undefined): Pick<Context, 'username' | 'password'> {
  if (secret !== undefined) return { username: user, password: secret };
  const colon = user.indexOf(':');
  if (colon < 0)
    throw new UsageError(`There is no password for the user ${user}.`, 'Write --user name:password, or --password-stdin.');
  return { username: user.slice(0, colon), password: user.slice(colon + 1) };
}
