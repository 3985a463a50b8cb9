/*
 * The order of plugin versions: that of Maven artifacts, as its POM reference describes it. A version is a row of tokens, each
 * with the separator before it; a change between digits and letters counts as a hyphen.
 */

interface Token {
  readonly separator: '.' | '-';
  /** bigint: a number; string: a qualifier. */
  readonly value: bigint | string;
}

/** Qualifiers with a place of their own, in order; '' is a release. */
const KNOWN_QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const RELEASE_RANK = KNOWN_QUALIFIERS.indexOf('');
const SYNONYMS = new Map([
  ['cr', 'rc'],
  ['ga', ''],
  ['final', ''],
  ['release', ''],
]);
/** Written directly before a number these stand for a longer word: `1.0a1` is `1.0-alpha-1`. */
const ABBREVIATIONS = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

/** Less than zero, zero, or more: how version `a` stands to version `b`. Any text is a version. */
export function compareVersions(a: string, b: string): number {
  const left = tokensOf(a);
  const right = tokensOf(b);
  const length = Math.max(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const l = left[i];
    const r = right[i];
    const order = compareTokens(l ?? nullLike(r!), r ?? nullLike(l!));
    if (order !== 0) return order;
  }
  return 0;
}

/** The token that a shorter version is padded with beside `token`. */
function nullLike(token: Token): Token {
  return { separator: token.separator, value: typeof token.value === 'bigint' ? 0n : '' };
}

function tokensOf(version: string): Token[] {
  const tokens: Token[] = [];
  let separator: '.' | '-' = '.';
  for (const [index, part] of version
    .toLowerCase()
    .split(/([.-])/)
    .entries()) {
    if (index % 2 === 1) {
      separator = part as '.' | '-';
      continue;
    }
    const pieces = part.match(/\d+|\D+/g) ?? ['0'];
    for (const [at, piece] of pieces.entries()) {
      tokens.push({ separator: at === 0 ? separator : '-', value: valueOf(piece, at + 1 < pieces.length) });
    }
  }
  return withoutNulls(tokens);
}

function valueOf(piece: string, beforeNumber: boolean): bigint | string {
  if (/^\d/.test(piece)) return BigInt(piece);
  const long = beforeNumber ? ABBREVIATIONS.get(piece) : undefined;
  return long ?? SYNONYMS.get(piece) ?? piece;
}

/** Takes away what does not count: zeros and release words at the end, and before each hyphen. */
function withoutNulls(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (const token of tokens.toReversed()) {
    const next = kept.at(-1);
    const counts = token.value !== 0n && token.value !== '';
    if (counts || (next !== undefined && next.separator === '.')) kept.push(token);
  }
  return kept.toReversed();
}

function compareTokens(a: Token, b: Token): number {
  const kinds = kindRank(a) - kindRank(b);
  if (kinds !== 0) return kinds;
  if (typeof a.value === 'bigint' || typeof b.value === 'bigint') return a.value < b.value ? -1 : Number(a.value > b.value);
  const ranks = qualifierRank(a.value) - qualifierRank(b.value);
  return ranks !== 0 ? ranks : a.value < b.value ? -1 : Number(a.value > b.value);
}

/** A qualifier comes before a number after a hyphen, and that before a number after a dot. */
function kindRank(token: Token): number {
  if (typeof token.value === 'string') return 0;
  return token.separator === '-' ? 1 : 2;
}

function qualifierRank(qualifier: string): number {
  const rank = KNOWN_QUALIFIERS.indexOf(qualifier);
  return (rank === -1 ? KNOWN_QUALIFIERS.length : rank) - RELEASE_RANK;
}
