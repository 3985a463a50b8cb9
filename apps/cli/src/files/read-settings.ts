import { UsageError } from '../errors.ts';

/** `key=value` words as settings. @throws UsageError */
export function readSettings(words: readonly string[], command: string): Record<string, string> {
  const settings = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    const key = word.slice(0, equals).trim();
    if (equals < 0 || key === '')
      throw new UsageError(
        `${JSON.stringify(word)} is no setting.`,
        `Settings are key=value: millrace ${command} NAME tasks.max=2`,
      );
    if (settings.has(key)) throw new UsageError(`The setting ${JSON.stringify(key)} is given twice.`);
    settings.set(key, word.slice(equals + 1));
  }
  return Object.fromEntries(settings);
}
