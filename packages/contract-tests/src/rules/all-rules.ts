import type { Rule } from '../rule.ts';
import { createConnectorRules } from './create-connector.ts';
import { mechanicalRules } from './mechanical/all-mechanical.ts';

/** Every rule, in the order of the list. */
export const allRules: readonly Rule[] = [...mechanicalRules, ...createConnectorRules];
