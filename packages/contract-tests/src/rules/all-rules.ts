import type { Rule } from '../rule.ts';
import { createConnectorRules } from './create-connector.ts';

/** Every rule, in the order of the list. */
export const allRules: readonly Rule[] = [...createConnectorRules];
