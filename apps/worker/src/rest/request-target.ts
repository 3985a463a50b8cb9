import { RequestError, RoutingError } from './request-error.ts';

/** Where a request goes. */
export interface RequestTarget {
  /** Percent-decoded once; a trailing slash leaves none behind. */
  readonly segments: readonly string[];
  /** Names and values, decoded; in order. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/**
 * Takes a request's target apart. A segment may hold any character, an encoded slash or semicolon too; what follows a semicolon that
 * is not encoded are parameters of the segment, which nobody reads.
 * @throws {RequestError} 404 for `*`, 400 for a path with an empty segment, or one that is not percent-encoded UTF-8.
 */
export function parseRequestTarget(target: string): RequestTarget {
  if (target === '*') throw new RoutingError(404);
  const [path, query] = splitOnce(withoutAuthority(target).split('#', 1)[0]!, '?');
  const segments = path.split('/').slice(1);
  if (/^(?:;|$)/.test(segments.at(-1) ?? '')) segments.pop();
  return { segments: segments.map((segment) => readSegment(segment)), query: parseQuery(query) };
}

/** The same target as a URL's path and query, each part encoded so that nobody can misread it. */
export function formatRequestTarget({ segments, query }: RequestTarget): string {
  const path = `/${segments.map(encodePart).join('/')}`;
  const parameters = query.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`);
  return parameters.length === 0 ? path : `${path}?${parameters.join('&')}`;
}

function withoutAuthority(target: string): string {
  const authority = /^https?:\/\/[^/?#]*/i.exec(target);
  if (authority === null) return target;
  const rest = target.slice(authority[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function readSegment(segment: string): string {
  const text = decodeSegment(segment.split(';', 1)[0]!);
  if (text === '') throw new RequestError(400, 'The path has an empty segment: a name has at least one character');
  const control = Array.from(text).find((char) => char < ' ' || char === '\u007f');
  if (control === undefined) return text;
  throw new RequestError(400, `The path has a control character (code ${control.charCodeAt(0)}), which no name can have`);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RequestError(
      400,
      `The path is not percent-encoded correctly at '${segment.slice(0, 100)}': a name is UTF-8, and '%' is %25`,
    );
  }
}

function parseQuery(query: string): [string, string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name, value] = splitOnce(part, '=');
      return [decodeForm(name), decodeForm(value)];
    });
}

/** What cannot be decoded is taken as it stands: parameters that are not known are ignored. */
function decodeForm(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function encodePart(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString()).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
