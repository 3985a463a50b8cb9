/** Lets others wait for a condition that can only come to hold when something is told. */
export interface News {
  /** Something has changed: conditions are looked at again. */
  tell(): void;
  /** Resolves when the condition holds; at once if it does. */
  until(condition: () => boolean): Promise<void>;
}

export function createNews(): News {
  let waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];
  return {
    tell() {
      const met = waiting.filter(({ condition }) => condition());
      if (met.length === 0) return;
      waiting = waiting.filter((waiter) => !met.includes(waiter));
      for (const { resolve } of met) resolve();
    },
    until(condition) {
      if (condition()) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ condition, resolve }));
    },
  };
}
