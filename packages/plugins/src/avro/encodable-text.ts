import { replaceLoneSurrogates } from '../text/java-utf8.ts';

/** Text that UTF-8 can hold: as in Java, a `?` for each surrogate that has no partner. */
export function encodableText(text: string): string {
  return text.isWellFormed() ? text : replaceLoneSurrogates(text, '?');
}
