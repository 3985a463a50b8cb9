import type { ConnectorLane } from './connector-lane.ts';

/** The lanes of all connectors, made when they are needed and let go when their connector is gone. */
export interface Lanes {
  of(name: string): ConnectorLane;
  /** Whether a deletion of this connector is still being carried out. */
  isForgetting(name: string): boolean;
  /** Stops and forgets all of a connector that was deleted. */
  forget(name: string): void;
  /** Compares anew what runs of a connector; resolves when nothing is left to do. */
  settle(name: string): Promise<void>;
  /** Resolves when no lane has anything left to do. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface LanesOptions {
  readonly create: (name: string) => ConnectorLane;
  readonly isConfigured: (name: string) => boolean;
  /** A deletion has been carried out. */
  readonly onForgotten: () => void;
}

export function createLanes({ create, isConfigured, onForgotten }: LanesOptions): Lanes {
  const lanes = new Map<string, ConnectorLane>();

  function laneOf(name: string): ConnectorLane {
    let lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, (lane = create(name)));
    return lane;
  }

  async function letGo(name: string, lane: ConnectorLane): Promise<void> {
    await lane.idle();
    onForgotten();
    if (!isConfigured(name) && lanes.get(name) === lane) lanes.delete(name);
  }

  return {
    of: laneOf,
    isForgetting: (name) => lanes.get(name)?.isForgetting() ?? false,
    forget(name) {
      const lane = laneOf(name);
      lane.forget();
      void letGo(name, lane);
    },
    async settle(name) {
      const lane = lanes.get(name);
      lane?.reconcile();
      await lane?.idle();
    },
    async idle() {
      await Promise.all([...lanes.values()].map((lane) => lane.idle()));
    },
    async close() {
      await Promise.all([...lanes.values()].map((lane) => lane.close()));
    },
  };
}
