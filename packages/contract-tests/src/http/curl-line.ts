export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | undefined;
  /** Names of headers, in small letters, whose values are nobody's business. */
  readonly secret: ReadonlySet<string>;
}

/** A request as a line for a shell, to be pasted as it is. What is secret is replaced by a variable's name. */
export function curlLine({ method, url, headers, body, secret }: CurlRequest): string {
  const parts = ['curl -i', method === 'GET' ? '' : method === 'HEAD' ? '-I' : `-X ${method}`];
  for (const [name, value] of headers) {
    if (name === 'accept-encoding') continue;
    parts.push(
      secret.has(name) ? `-H "${name}: $${name.toUpperCase().replaceAll('-', '_')}"` : `-H ${quote(`${name}: ${value}`)}`,
    );
  }
  // curl sends this header with any body of its own accord.
  if (body !== undefined && !headers.has('content-type')) parts.push("-H 'content-type:'");
  if (body !== undefined) parts.push(`--data-binary ${quote(body)}`);
  parts.push(quote(url));
  return parts.filter((part) => part !== '').join(' ');
}

function quote(text: string): string {
  return /^[\w./:@%,+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
