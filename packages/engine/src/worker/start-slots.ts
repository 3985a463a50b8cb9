import type { Clock } from '../model/clock.ts';

/** Bounds how many plugins are being started at once, so that a thousand connectors do not start in the same moment. */
export interface StartSlots {
  /** Resolves once there is a slot. Call the answer when the start has ended; a start that takes long loses its slot before. */
  take(): Promise<() => void>;
}

export interface StartSlotsOptions {
  readonly clock: Clock;
  readonly slots: number;
  /** How long a start keeps its slot: one that hangs must not keep others from starting. */
  readonly heldMs: number;
}

export function createStartSlots({ clock, slots, heldMs }: StartSlotsOptions): StartSlots {
  const waiting: (() => void)[] = [];
  let free = slots;

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  function hold(): () => void {
    let held = true;
    const giveBack = (): void => {
      if (!held) return;
      held = false;
      cancel();
      release();
    };
    const cancel = clock.after(heldMs, giveBack);
    return giveBack;
  }

  return {
    take() {
      if (free > 0) {
        free -= 1;
        return Promise.resolve(hold());
      }
      return new Promise((resolve) => waiting.push(() => resolve(hold())));
    },
  };
}
