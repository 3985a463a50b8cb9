import type { ConfigSettings } from '@millrace/contract';

/** A setting that is to change. `from` is undefined for one to be added, `to` for one to be removed. */
export interface SettingChange {
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Settings that a server adds by itself: the connector's name, and what its own bookkeeping needs. */
const serverKeys: readonly (string | RegExp)[] = ['name', /^__internal\./];

/**
 * What changes when `desired` takes the place of `actual`, in the order of the keys. Values are compared as the text that servers keep.
 * Keys that servers add themselves, and those in `ignoreKeys`, count only if they are desired with another value; `name` never does.
 */
export function configDifference(
  actual: Readonly<Record<string, string>>,
  desired: ConfigSettings,
  ignoreKeys: readonly (string | RegExp)[] = [],
): SettingChange[] {
  const ignored = [...serverKeys, ...ignoreKeys];
  const [have, want] = [new Map(Object.entries(actual)), new Map(Object.entries(desired))];
  const keys = [...new Set([...have.keys(), ...want.keys()])].toSorted();
  return keys.flatMap((key) => {
    const to = want.has(key) ? String(want.get(key)) : undefined;
    const from = have.get(key);
    const unasked = to === undefined && ignored.some((one) => (typeof one === 'string' ? one === key : one.test(key)));
    return from === to || unasked || key === 'name' ? [] : [{ key, from, to }];
  });
}
