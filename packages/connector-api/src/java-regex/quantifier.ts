/** Whether a quantifier allows for no turn at all. */
export function isOptional(quantifier: string): boolean {
  return quantifier === '?' || quantifier === '*' || /^\{0+[,}]/.test(quantifier);
}

/** Whether a quantifier allows for more than one turn. */
export function repeats(quantifier: string): boolean {
  return quantifier !== '?' && !/^\{0*[01](?:,0*[01])?\}$/.test(quantifier);
}

/** Whether it can match the empty text; also where that cannot be told by itself, because it looks around or refers back. */
export function mayBeEmpty(source: string): boolean {
  if (/\(\?<?[=!]/.test(source)) return true;
  try {
    return new RegExp(`^(?:${source})$`, 'v').test('');
  } catch {
    return true;
  }
}
