import { readFile } from 'node:fs/promises';
import { BadRequestError, ForbiddenError } from '../../model/errors.ts';
import type { PropertyReader } from './property-reader.ts';

interface Token {
  readonly value: string;
}

/** A token is asked for anew when so much of its life is over. */
const lifeShare = 0.8;
const defaultLifeSeconds = 300;
const answerTimeoutMs = 10_000;

/**
 * Tokens for SASL/OAUTHBEARER by the client credentials grant (KIP-768): credentials from the settings or from `clientId` and
 * `clientSecret` of the JAAS options. A `file:` URL names a file that holds a token. For tests Java's unsecured tokens
 * (`unsecuredLoginStringClaim_sub`) are made as Java makes them.
 */
export function oauthTokens(from: PropertyReader, jaas: ReadonlyMap<string, string>): () => Promise<Token> {
  const url = from.optional('sasl.oauthbearer.token.endpoint.url');
  const clientId = from.optional('sasl.oauthbearer.client.credentials.client.id') ?? jaas.get('clientId');
  const secret = from.optional('sasl.oauthbearer.client.credentials.client.secret') ?? jaas.get('clientSecret');
  const scope = from.optional('sasl.oauthbearer.scope') ?? jaas.get('scope');
  const subject = jaas.get('unsecuredLoginStringClaim_sub');
  if (url === undefined) {
    if (subject !== undefined) return async () => ({ value: unsecuredToken(subject) });
    throw new BadRequestError('sasl.oauthbearer.token.endpoint.url is needed for sasl.mechanism=OAUTHBEARER');
  }
  if (url.startsWith('file:')) return async () => ({ value: (await readFile(new URL(url), 'utf8')).trim() });
  if (clientId === undefined || secret === undefined) {
    throw new BadRequestError('clientId and clientSecret are needed in sasl.jaas.config for sasl.mechanism=OAUTHBEARER');
  }
  return remembered(() => askForToken(url, { clientId, secret, scope }));
}

interface Credentials {
  readonly clientId: string;
  readonly secret: string;
  readonly scope: string | undefined;
}

interface Granted extends Token {
  readonly lifeMs: number;
}

async function askForToken(url: string, { clientId, secret, scope }: Credentials): Promise<Granted> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`, accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  if (!answer.ok) throw new ForbiddenError(`The token endpoint ${url} answered ${answer.status}`);
  const { access_token: value, expires_in: seconds } = (await answer.json()) as { access_token?: unknown; expires_in?: unknown };
  if (typeof value !== 'string') throw new ForbiddenError(`The answer of the token endpoint ${url} has no access_token`);
  return { value, lifeMs: (typeof seconds === 'number' ? seconds : defaultLifeSeconds) * 1000 };
}

function remembered(ask: () => Promise<Granted>): () => Promise<Token> {
  let known: { readonly token: Token; readonly untilMs: number } | null = null;
  return async () => {
    if (known !== null && performance.now() < known.untilMs) return known.token;
    const { value, lifeMs } = await ask();
    known = { token: { value }, untilMs: performance.now() + lifeMs * lifeShare };
    return known.token;
  };
}

function unsecuredToken(subject: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none' })}.${part({ sub: subject, iat: seconds, exp: seconds + 3600 })}.`;
}
