import { actionMutants } from './mutants/actions.ts';
import { configMutants } from './mutants/configs.ts';
import { errorMutants } from './mutants/errors.ts';
import { headerMutants } from './mutants/headers.ts';
import { listMutants } from './mutants/lists.ts';
import { loggerMutants } from './mutants/loggers.ts';
import { nameMutants } from './mutants/names.ts';
import { offsetMutants } from './mutants/offsets.ts';
import { pluginMutants } from './mutants/plugins.ts';
import { shapeMutants } from './mutants/shapes.ts';
import { statusMutants } from './mutants/statuses.ts';
import type { ProxyMutant } from './proxy-mutant.ts';

/** All that a proxy can break. */
export const proxyMutants: readonly ProxyMutant[] = [
  ...statusMutants,
  ...errorMutants,
  ...headerMutants,
  ...shapeMutants,
  ...listMutants,
  ...actionMutants,
  ...configMutants,
  ...nameMutants,
  ...offsetMutants,
  ...pluginMutants,
  ...loggerMutants,
];
