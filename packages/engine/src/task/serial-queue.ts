/** Runs pieces of work one after another. */
export interface SerialQueue {
  /** Runs the work when everything before it has ended, however it ended. Answers its outcome. */
  run<T>(work: () => T | Promise<T>): Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
