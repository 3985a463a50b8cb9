import type { SubjectNames } from './subject-names.ts';

/** How a converter uses a registry. */
export interface RegistryUse {
  readonly use: 'key' | 'value';
  readonly subjects: SubjectNames;
  /** `auto.register.schemas` */
  readonly register: boolean;
  /** `use.schema.id`; null: none. */
  readonly schemaId: number | null;
  /** `id.compatibility.strict` */
  readonly idStrict: boolean;
  /** `use.latest.version` */
  readonly useLatest: boolean;
  /** `latest.compatibility.strict` */
  readonly latestStrict: boolean;
  /** `latest.cache.ttl.sec`, in milliseconds; negative: for ever. */
  readonly latestTtlMs: number;
  /** `normalize.schemas` */
  readonly normalize: boolean;
  /** `schemas.cache.config` */
  readonly schemaCacheSize: number;
  /** `max.schemas.per.subject` */
  readonly subjectCacheSize: number;
}
