import type { Clock } from '../../model/clock.ts';

/** The time of the embedded broker. */
export type BrokerClock = Pick<Clock, 'now' | 'after'>;

/** The machine's time; work in the background does not keep the process alive. */
export const backgroundClock: BrokerClock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
