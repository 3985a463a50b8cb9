/** How often each connector has been configured since this worker started. */
export interface Revisions {
  of(name: string): number;
  next(name: string): void;
  forget(name: string): void;
}

export function createRevisions(): Revisions {
  const revisions = new Map<string, number>();
  return {
    of: (name) => revisions.get(name) ?? 0,
    next: (name) => void revisions.set(name, (revisions.get(name) ?? 0) + 1),
    forget: (name) => void revisions.delete(name),
  };
}
