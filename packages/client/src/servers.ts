import type { Auth, ConnectClientOptions } from './options.ts';

/** A worker, or what stands before it. */
export interface Server {
  /** Without a slash at its end, and without user and password. */
  readonly url: string;
  readonly auth: Auth | undefined;
}

/** @throws TypeError where there is no URL, or none of http or https. */
export function readServers({ url, urls = url === undefined ? [] : [url], auth }: ConnectClientOptions): Server[] {
  if (urls.length === 0) throw new TypeError('A ConnectClient needs `url` or `urls`, http://127.0.0.1:8083 for instance');
  return urls.map((one) => readServer(String(one), auth));
}

function readServer(text: string, auth: Auth | undefined): Server {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new TypeError(`${JSON.stringify(text)} is no address of a worker; http://127.0.0.1:8083 would be one`);
  const url = new URL(text);
  const { username, password } = url;
  url.username = url.password = url.search = url.hash = '';
  const own = username === '' ? undefined : { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { url: url.href.replace(/\/+$/, ''), auth: auth ?? own };
}

/** The value of the `Authorization` header. */
export async function authorizationOf(auth: Auth): Promise<string> {
  if (typeof auth === 'function') return auth();
  if ('token' in auth) return `Bearer ${auth.token}`;
  const bytes = new TextEncoder().encode(`${auth.username}:${auth.password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
