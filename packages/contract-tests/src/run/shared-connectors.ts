import type { Capability } from '../capability.ts';
import type { RuleContext, RunResources, SharedKind, TestConnector } from './rule-context.ts';

/** Connectors that several rules look at and none changes: made when first asked for, and kept until the end of the run. */
export function createSharedConnectors(contextFor: (needs: readonly Capability[]) => RuleContext): RunResources['shared'] {
  const made = new Map<string, Promise<TestConnector>>();
  return async (kind: SharedKind, needs) => {
    // A rule that needs any connector must not get one without tasks in the place of one that needs them.
    const withTasks = kind === 'sink' || needs.includes('task');
    const key = `${kind} ${withTasks}`;
    const known = made.get(key);
    if (known) return known;
    const making = contextFor(withTasks ? ['task'] : ['connector']).createRunning({
      label: `shared-${kind}`,
      ...(kind === 'sink' && { kind }),
    });
    made.set(key, making);
    return making;
  };
}
