export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string | undefined;
}

/** A request as a line for a shell, to be pasted as it is. What authenticates is replaced by a variable's name. */
export function curlLine({ method, url, headers, body }: CurlRequest): string {
  const parts = ['curl -i', method === 'GET' ? '' : method === 'HEAD' ? '-I' : `-X ${method}`];
  for (const [name, value] of headers) {
    if (name === 'accept-encoding') continue;
    parts.push(isSecret(name) ? `-H "${name}: $${name.toUpperCase().replaceAll('-', '_')}"` : `-H ${quote(`${name}: ${value}`)}`);
  }
  // curl sends this header with any body of its own accord.
  if (body !== undefined && !headers.has('content-type')) parts.push("-H 'content-type:'");
  if (body !== undefined) parts.push(`--data-binary ${quote(body)}`);
  parts.push(quote(url));
  return parts.filter((part) => part !== '').join(' ');
}

function isSecret(name: string): boolean {
  return /^(proxy-)?authorization$|^cookie$|token|secret|api-?key/.test(name);
}

function quote(text: string): string {
  return /^[\w./:@%,+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
