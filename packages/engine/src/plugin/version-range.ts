import { ConfigError } from '@millrace/connector-api';
import { compareVersions } from './version-order.ts';

interface Restriction {
  readonly lower: string | null;
  readonly lowerInclusive: boolean;
  readonly upper: string | null;
  readonly upperInclusive: boolean;
}

/** The versions that a `…plugin.version` setting admits. */
export interface VersionRange {
  includes(version: string): boolean;
  /** The range in its normal form: `4.3` is `[4.3,4.3]`. */
  toString(): string;
}

/** A `…plugin.version` that is no version range. */
export class VersionSpecError extends ConfigError {
  override readonly name: string = 'VersionSpecError';
}

/**
 * Reads the value of a `…plugin.version` setting (KIP-891): a range in Maven's notation (`[1.0,2.0)`, `(,1.0],[1.2,)`), or a
 * single version, which then is the only one admitted. null (any version, so the newest) for no value and for `latest`. Throws
 * VersionSpecError.
 */
export function versionRangeOf(spec: string | null | undefined): VersionRange | null {
  if (spec === null || spec === undefined || spec === 'latest') return null;
  const text = trim(spec);
  const bracketed = text.startsWith('[') || text.startsWith('(') ? text : `[${text}]`;
  return rangeOf(restrictionsOf(bracketed));
}

function rangeOf(restrictions: readonly Restriction[]): VersionRange {
  return {
    includes: (version) => restrictions.some((restriction) => admits(restriction, version)),
    toString: () => restrictions.map(restrictionText).join(','),
  };
}

function restrictionsOf(spec: string): Restriction[] {
  const restrictions: Restriction[] = [];
  let rest = spec;
  while (rest.startsWith('[') || rest.startsWith('(')) {
    const end = rest.search(/[)\]]/);
    if (end < 0) throw new VersionSpecError(`Unbounded range: ${spec}`);
    const restriction = restrictionOf(rest.slice(0, end + 1));
    const before = restrictions.at(-1);
    if (before !== undefined && overlap(before, restriction)) throw new VersionSpecError(`Ranges overlap: ${spec}`);
    restrictions.push(restriction);
    rest = trim(rest.slice(end + 1));
    if (rest.startsWith(',')) rest = trim(rest.slice(1));
  }
  if (rest !== '') throw new VersionSpecError(`Only fully-qualified sets allowed in multiple set scenario: ${spec}`);
  return restrictions;
}

function restrictionOf(spec: string): Restriction {
  const lowerInclusive = spec.startsWith('[');
  const upperInclusive = spec.endsWith(']');
  const inner = trim(spec.slice(1, -1));
  const comma = inner.indexOf(',');
  if (comma < 0) {
    if (!lowerInclusive || !upperInclusive) throw new VersionSpecError(`Single version must be surrounded by []: ${spec}`);
    return { lower: inner, lowerInclusive, upper: inner, upperInclusive };
  }
  const lower = trim(inner.slice(0, comma)) || null;
  const upper = trim(inner.slice(comma + 1)) || null;
  if (lower !== null && upper !== null) {
    const order = compareVersions(upper, lower);
    if (order < 0 || (order === 0 && !(lowerInclusive && upperInclusive))) {
      throw new VersionSpecError(`Range defies version ordering: ${spec}`);
    }
  }
  return { lower, lowerInclusive, upper, upperInclusive };
}

/** Whether `next`, written after `before`, does not start after its end. */
function overlap(before: Restriction, next: Restriction): boolean {
  return before.upper !== null && (next.lower === null || compareVersions(next.lower, before.upper) < 0);
}

function admits({ lower, lowerInclusive, upper, upperInclusive }: Restriction, version: string): boolean {
  if (lower !== null) {
    const order = compareVersions(lower, version);
    if (order > 0 || (order === 0 && !lowerInclusive)) return false;
  }
  if (upper === null) return true;
  const order = compareVersions(upper, version);
  return order > 0 || (order === 0 && upperInclusive);
}

function restrictionText({ lower, lowerInclusive, upper, upperInclusive }: Restriction): string {
  return `${lowerInclusive ? '[' : '('}${lower ?? ''},${upper ?? ''}${upperInclusive ? ']' : ')'}`;
}

/** Takes blanks and control characters off both ends, as Java's `trim` does. */
function trim(text: string): string {
  return text.replace(/^[\0- ]+|[\0- ]+$/g, '');
}
