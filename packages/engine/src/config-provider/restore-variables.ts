import type { ConfigMap } from '../model/names.ts';
import { valueOf } from '../plugin/prefixed.ts';
import { anyOf } from './any-of.ts';
import type { ResolvedConfig } from './config-resolver.ts';
import { hasVariables } from './variables.ts';

/** What is shorter may stand in a setting by chance. In characters. */
const SHORTEST = 6;
/** The worker puts it in by itself. */
const TASK_CLASS = 'task.class';

/**
 * What a connector derived for a task from its resolved configuration, fit to be stored: settings that its own configuration has with
 * variables are as they are there (Java: `AbstractHerder.reverseTransform`), and where the connector put such a value into a setting of
 * another name, the variable stands for it. A task that is started with it gets the same values again.
 */
export function restoreVariables(given: ConfigMap, resolved: ResolvedConfig, taskConfig: ConfigMap): ConfigMap {
  const restore = restorer(resolved);
  return Object.fromEntries(
    Object.entries(taskConfig).map(([key, text]) => {
      const own = valueOf(given, key);
      if (own !== undefined && hasVariables(own)) return [key, own];
      return [key, key === TASK_CLASS ? text : restore(text)];
    }),
  );
}

/** Puts the variables of a configuration back into texts that were made from it. */
export function restorer({ values }: ResolvedConfig<string | null>): (text: string) => string {
  const variables = new Map<string, string>();
  for (const [variable, value] of values) {
    for (const form of [value, value.trim()]) if (form.length >= SHORTEST) variables.set(form, variable);
  }
  const expression = anyOf(variables.keys());
  return (text) => (expression === null ? text : text.replace(expression, (found) => variables.get(found) ?? found));
}
