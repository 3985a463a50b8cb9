import type { OperationData } from './operation.ts';

type Scalar = string | number | boolean;

/**
 * The address of a request. Every parameter of the path is one segment, whatever stands in it.
 *
 * @throws RangeError for `.` and `..` in the path: a URL takes these for steps, encoded too, and the request would go elsewhere.
 */
export function requestUrl(base: string, path: string, { path: parameters = {}, query = {} }: OperationData): string {
  const given = new Map(Object.entries(parameters as object));
  const filled = path.replaceAll(/\{(.+?)\}/g, (_, name: string) => segment(name, given.get(name)));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query as object)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null) search.append(name, String(one as Scalar));
  }
  return search.size === 0 ? base + filled : `${base}${filled}?${search}`;
}

function segment(name: string, value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || text === '') throw new TypeError(`${name} is ${JSON.stringify(value)}; it has to be a text`);
  if (text === '.' || text === '..')
    throw new RangeError(`${name} is ${JSON.stringify(text)}, which cannot be part of a URL's path`);
  return encodeURIComponent(text);
}
