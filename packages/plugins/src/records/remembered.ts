const MAX_REMEMBERED = 1000;

/** The same function, which works out its answer once for each text. Remembers a thousand, then starts anew. */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    let entry = known.get(text);
    if (entry === undefined) {
      if (known.size >= MAX_REMEMBERED) known.clear();
      entry = { answer: compute(text) };
      known.set(text, entry);
    }
    return entry.answer;
  };
}
