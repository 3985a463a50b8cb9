import type { AnyConfigDef, Properties } from './config-def.ts';
import type { ConnectRecord } from './record.ts';

/** Changes or drops one record at a time. Must not keep state between records that a restart would miss. */
export interface Transformation {
  /** The record (the same object if unchanged), or null to drop it. */
  apply<R extends ConnectRecord>(record: R): R | null;
  /** Whole-batch form: the same results, in order. The runner uses it where present. */
  applyAll?<R extends ConnectRecord>(records: readonly R[]): (R | null)[];
  close?(): void | Promise<void>;
}

/** Decides whether a transformation is applied to a record. */
export interface Predicate {
  test(record: ConnectRecord): boolean;
  close?(): void | Promise<void>;
}

/** A transformation, as its module exports it. */
export interface TransformationPlugin<Def extends AnyConfigDef = AnyConfigDef> {
  readonly type: 'transformation';
  readonly config: Def;
  create(props: Properties): Transformation;
}

/** A predicate, as its module exports it. */
export interface PredicatePlugin<Def extends AnyConfigDef = AnyConfigDef> {
  readonly type: 'predicate';
  readonly config: Def;
  create(props: Properties): Predicate;
}
