/** Timers and input have their turn after so long, even when every promise of every consumer resolves at once. */
const longestTurnMs = 5;

let turnStartedMs = 0;
let nextTurn: Promise<void> | null = null;

/**
 * Resolves at once while the turn of the event loop is short, else in its next turn. What runs in loops of promises awaits it now and
 * then; all loops of a thread share the turn.
 */
export function turnEnd(): Promise<void> {
  if (performance.now() - turnStartedMs < longestTurnMs) return Promise.resolve();
  nextTurn ??= new Promise((resolve) => {
    setImmediate(() => {
      turnStartedMs = performance.now();
      nextTurn = null;
      resolve();
    });
  });
  return nextTurn;
}
