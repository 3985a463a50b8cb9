import type { Engine } from '@millrace/engine';
import type { Mutant } from '../mutant.ts';
import type { Inside } from './start-inside.ts';

/** A mutant that is a worker one of whose parts is broken. */
export interface InsideMutant extends Mutant {
  /** Called for each run. */
  readonly inside: () => Inside;
}

/** Writes a mutant down whose engine answers some calls otherwise: `calls` is given the engine as it should be. */
export function engineMutant(
  id: string,
  breaks: string,
  killedBy: string | readonly string[],
  calls: (engine: Engine) => Partial<Engine>,
): InsideMutant {
  return { id, breaks, killedBy: [killedBy].flat(), inside: () => ({ wrap: (engine) => withCalls(engine, calls(engine)) }) };
}

function withCalls(engine: Engine, calls: Partial<Engine>): Engine {
  const own = new Map<string | symbol, unknown>(Object.entries(calls));
  return new Proxy(engine, {
    get(target, name) {
      const value: unknown = own.get(name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
