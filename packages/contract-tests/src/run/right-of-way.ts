/**
 * Lets one request go first that the others have kept waiting. A cluster that is changed all the time keeps rebalancing, and takes requests
 * only between: who is unlucky would wait for ever.
 */
export interface RightOfWay {
  /** Resolves when nobody else has it. */
  clear(who: object): Promise<void>;
  /** Takes it, if nobody has it. */
  ask(who: object): void;
  giveBack(who: object): void;
}

export function createRightOfWay(): RightOfWay {
  let holder: object | null = null;
  let over: Promise<void> = Promise.resolve();
  let end = () => {};
  return {
    async clear(who) {
      const isMine = () => holder === null || holder === who;
      while (!isMine()) await over;
    },
    ask(who) {
      if (holder !== null) return;
      holder = who;
      over = new Promise((resolve) => {
        end = resolve;
      });
    },
    giveBack(who) {
      if (holder !== who) return;
      holder = null;
      end();
    },
  };
}
