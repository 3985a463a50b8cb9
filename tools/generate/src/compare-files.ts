import type { Files } from './generate.ts';

/** How a file in the repository differs from what the contract gives now. */
export interface Drift {
  /** `changed`: other text; `missing`: to be generated, but not there; `extra`: there, but no longer generated. */
  readonly kind: 'changed' | 'missing' | 'extra';
  readonly path: string;
}

/** Compares both ways; sorted by path. */
export function compareFiles(generated: Files, present: Files): Drift[] {
  const drifts: Drift[] = [];
  for (const [path, text] of generated) {
    const there = present.get(path);
    if (there === undefined) drifts.push({ kind: 'missing', path });
    else if (there !== text) drifts.push({ kind: 'changed', path });
  }
  for (const path of present.keys()) if (!generated.has(path)) drifts.push({ kind: 'extra', path });
  return drifts.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
