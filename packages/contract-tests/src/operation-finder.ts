import {
  methods,
  pointerTo,
  type ContractDocument,
  type ContractOperation,
  type Method,
  type PathItem,
} from './contract-document.ts';

/** What the contract says to a method and a path. */
export type Target =
  | { readonly kind: 'operation'; readonly operation: FoundOperation; readonly pathValues: ReadonlyMap<string, string> }
  | { readonly kind: 'options'; readonly allowed: readonly string[] }
  | { readonly kind: 'method-not-allowed' }
  | { readonly kind: 'unknown-path' };

export interface FoundOperation {
  readonly operation: ContractOperation;
  readonly item: PathItem;
  readonly pathPointer: string;
  readonly pointer: string;
}

/**
 * Makes a function that finds the operation of a request. HEAD is the operation of GET, a single slash at the end does not count, and
 * each segment of the path is percent-decoded once.
 */
export function createOperationFinder(document: ContractDocument): (method: string, path: string) => Target {
  const routes = Object.entries(document.paths).map(([template, item]) => ({ template, item, segments: segmentsOf(template) }));
  return (method, path) => {
    const segments = segmentsOf(path);
    for (const { template, item, segments: pattern } of routes) {
      const pathValues = match(pattern, segments);
      if (pathValues) return targetOf(method, template, item, pathValues);
    }
    return { kind: 'unknown-path' };
  };
}

function targetOf(method: string, template: string, item: PathItem, pathValues: ReadonlyMap<string, string>): Target {
  if (method === 'OPTIONS') return { kind: 'options', allowed: allowedMethods(item) };
  const name = (method === 'HEAD' ? 'get' : method.toLowerCase()) as Method;
  const operation = methods.includes(name) ? item[name] : undefined;
  if (!operation) return { kind: 'method-not-allowed' };
  const pathPointer = pointerTo('/paths', template);
  return { kind: 'operation', operation: { operation, item, pathPointer, pointer: pointerTo(pathPointer, name) }, pathValues };
}

function allowedMethods(item: PathItem): string[] {
  const declared = methods.filter((method) => item[method]).map((method) => method.toUpperCase());
  return [...(item.get ? ['HEAD'] : []), ...declared, 'OPTIONS'];
}

function segmentsOf(path: string): string[] {
  return path
    .replace(/(?<=.)\/$/, '')
    .split('/')
    .slice(1);
}

function match(pattern: readonly string[], segments: readonly string[]): Map<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const values = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    const parameter = /^\{(.+)\}$/.exec(expected)?.[1];
    if (parameter === undefined ? actual !== expected : actual === '') return null;
    if (parameter !== undefined) values.set(parameter, decode(actual));
  }
  return values;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
