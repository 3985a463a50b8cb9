import type { RuleContext, SharedKind, TestConnector } from './rule-context.ts';

/** Connectors that several rules look at and none changes: made when first asked for, and kept until the end of the run. */
export function createSharedConnectors(context: () => RuleContext): (kind: SharedKind) => Promise<TestConnector> {
  const made = new Map<SharedKind, Promise<TestConnector>>();
  return async (kind) => {
    const known = made.get(kind);
    if (known) return known;
    const making = context().createRunning({ kind, label: `shared-${kind}` });
    made.set(kind, making);
    return making;
  };
}
