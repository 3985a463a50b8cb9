import type { Session } from './session.ts';
import { bodies } from './suites/bodies.ts';
import { headers } from './suites/headers.ts';
import { paths } from './suites/paths.ts';
import { lifecycle } from './suites/lifecycle.ts';
import { offsets } from './suites/offsets.ts';
import { data } from './suites/data.ts';
import { names } from './suites/names.ts';
import { configs } from './suites/configs.ts';
import { queries } from './suites/queries.ts';
import { loggers } from './suites/loggers.ts';
import { plugins } from './suites/plugins.ts';
import { transformations } from './suites/transformations.ts';
import { validations } from './suites/validations.ts';
import { variables } from './suites/variables.ts';

/** What is sent to both sides; each run of a suite begins with a worker without connectors. */
export const suites: Readonly<Record<string, (session: Session) => Promise<void>>> = {
  paths,
  headers,
  bodies,
  names,
  configs,
  plugins,
  queries,
  loggers,
  lifecycle,
  offsets,
  data,
  transformations,
  validations,
  variables,
};
