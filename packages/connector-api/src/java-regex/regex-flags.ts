import { LINE_ENDS } from './character-properties.ts';
import type { RegexReader } from './regex-reader.ts';

/** `(?…)` flags that are on. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly comments: boolean;
  /** Only \n ends a line. */
  readonly unixLines: boolean;
  /** Letters outside ASCII have capitals too. */
  readonly unicodeCase: boolean;
}

export const NO_FLAGS: Flags = {
  ignoreCase: false,
  dotAll: false,
  multiline: false,
  comments: false,
  unixLines: false,
  unicodeCase: false,
};

/** The flags after `(?i-s)` or `?i-s:`, which was just read. */
export function changedFlags(flags: Flags, text: string, reader: RegexReader): Flags {
  const uncarried = /[cU]/.exec(text)?.[0];
  if (uncarried !== undefined) throw reader.error(`Not carried: the flag ${uncarried}`, reader.position - 1);
  const [on = '', off = ''] = text.replace(/[(?:)]/g, '').split('-');
  const state = (letter: string, before: boolean): boolean => (off.includes(letter) ? false : before || on.includes(letter));
  return {
    ignoreCase: state('i', flags.ignoreCase),
    dotAll: state('s', flags.dotAll),
    multiline: state('m', flags.multiline),
    comments: state('x', flags.comments),
    unixLines: state('d', flags.unixLines),
    unicodeCase: state('u', flags.unicodeCase),
  };
}

/** What stands between the brackets of a class for the characters that end lines. */
export function lineEnds({ unixLines }: Flags): string {
  return unixLines ? '\\n' : LINE_ENDS;
}

export function afterLineEnd({ unixLines }: Flags): string {
  return unixLines ? '(?<=\\n)' : `(?<=[${LINE_ENDS}])(?<!\\r(?=\\n))`;
}

export function beforeLineEnd({ unixLines }: Flags): string {
  return unixLines ? '(?=\\n)' : `(?=[${LINE_ENDS}])(?<!\\r(?=\\n))`;
}

/** The end, or before the line end that is last. */
export function atLastLineEnd({ unixLines }: Flags): string {
  return unixLines ? '(?=\\n?(?![^]))' : `(?=(?:\\r\\n|[${LINE_ENDS}])?(?![^]))`;
}
