import type { Rule } from '../rule.ts';
import { deleteConnectorRules, patchConnectorConfigRules, putConnectorConfigRules } from './change-config.ts';
import { getConnectorConfigRules, getConnectorRules, listConnectorsRules } from './connector-reads.ts';
import { createConnectorRules } from './create-connector.ts';
import { pauseRules, restartConnectorRules, resumeRules, stopRules } from './lifecycle.ts';
import { mechanicalRules } from './mechanical/all-mechanical.ts';
import { listPluginsRules, pluginConfigRules } from './plugins.ts';
import { internalRules } from './internal.ts';
import { loggerRules } from './loggers.ts';
import { validateRules } from './validate.ts';
import { workerRules } from './worker.ts';
import { dataRules } from './data.ts';
import { offsetRules } from './offsets.ts';
import { topicRules } from './topics.ts';
import { anyDataRules } from './any-data.ts';
import { clusterRules } from './cluster.ts';
import { statusRules, taskRules, tasksConfigRules } from './states.ts';

const behaviour: readonly Rule[] = [
  ...listConnectorsRules,
  ...createConnectorRules,
  ...getConnectorRules,
  ...deleteConnectorRules,
  ...getConnectorConfigRules,
  ...putConnectorConfigRules,
  ...patchConnectorConfigRules,
  ...statusRules,
  ...pauseRules,
  ...resumeRules,
  ...stopRules,
  ...restartConnectorRules,
  ...taskRules,
  ...tasksConfigRules,
  ...topicRules,
  ...offsetRules,
  ...listPluginsRules,
  ...pluginConfigRules,
  ...validateRules,
  ...loggerRules,
  ...workerRules,
  ...internalRules,
  ...anyDataRules,
  ...dataRules,
  ...clusterRules,
];

/** Every rule, in the order of the list. */
export const allRules: readonly Rule[] = [...mechanicalRules, ...behaviour];
