import module from 'node:module';

/** What plugins import, wherever they lie: there is to be one of it, so that its classes are the same for everybody. */
const SHARED = '@millrace/connector-api';

/** The same as a module of hooks, for a Node that has them in a thread of their own only. */
const HOOKS = `
  let shared;
  export function initialize(data) { shared = data; }
  export function resolve(specifier, context, next) {
    return specifier === shared.specifier ? { url: shared.url, shortCircuit: true } : next(specifier, context);
  }
`;

let isShared = false;

/**
 * Lets every module of this thread that imports the connector API get the one that the engine has, even where its own package has another
 * copy, or none. (Java loads these classes from above all plugins likewise.)
 */
export function shareConnectorApi(): void {
  if (isShared) return;
  isShared = true;
  const url = import.meta.resolve(SHARED);
  if (module.registerHooks === undefined) {
    module.register(`data:text/javascript,${encodeURIComponent(HOOKS)}`, { data: { specifier: SHARED, url } });
    return;
  }
  module.registerHooks({
    resolve: (specifier, context, next) => (specifier === SHARED ? { url, shortCircuit: true } : next(specifier, context)),
  });
}
