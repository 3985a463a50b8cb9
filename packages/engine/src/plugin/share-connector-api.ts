import module from 'node:module';

/** What plugins import, wherever they lie: there is to be one of it, so that its classes are the same for everybody. */
const SHARED = '@millrace/connector-api';

let isShared = false;

/**
 * Lets every module of this thread that imports the connector API get the one that the engine has, even where its own package has another
 * copy. (Java loads these classes from above all plugins likewise.) Without effect on a Node that cannot hook module resolution in a thread.
 */
export function shareConnectorApi(): void {
  if (isShared || module.registerHooks === undefined) return;
  isShared = true;
  const url = import.meta.resolve(SHARED);
  module.registerHooks({
    resolve: (specifier, context, next) => (specifier === SHARED ? { url, shortCircuit: true } : next(specifier, context)),
  });
}
