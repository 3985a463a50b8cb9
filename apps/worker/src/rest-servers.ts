import type { WorkerSettings } from './properties/worker-settings.ts';
import { type RestServer, startRestServer } from './rest/rest-server.ts';
import { answerStarting } from './rest/starting.ts';

/** What the worker listens on. */
export interface RestServers {
  readonly main: readonly [RestServer, ...RestServer[]];
  /** For what is below /admin, where that has listeners of its own. */
  readonly admin: readonly RestServer[];
  stopAccepting(): void;
  close(): Promise<void>;
}

/** Listens on everything that is configured, and says for now that the worker is starting. Throws UsageError. */
export async function startRestServers({
  listeners,
  adminListeners,
}: Pick<WorkerSettings, 'listeners' | 'adminListeners'>): Promise<RestServers> {
  const all: RestServer[] = [];
  try {
    for (const listener of [...listeners, ...(adminListeners ?? [])]) all.push(await startRestServer(listener, answerStarting));
  } catch (error) {
    await Promise.all(all.map((server) => server.close()));
    throw error;
  }
  return {
    main: all.slice(0, listeners.length) as unknown as RestServers['main'],
    admin: all.slice(listeners.length),
    stopAccepting() {
      for (const server of all) server.stopAccepting();
    },
    async close() {
      await Promise.all(all.map((server) => server.close()));
    },
  };
}
