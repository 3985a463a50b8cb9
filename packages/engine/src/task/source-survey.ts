import { ConnectError } from '@millrace/connector-api';
import type { SourceRecord } from '@millrace/connector-api';
import type { Passage } from './passage.ts';
import { isGone } from './passage.ts';

/** What the records of a batch have in common, found out in one pass so that no step has to look again. */
export interface SourceSurvey {
  /** The topic of all records; null if they differ. */
  readonly topic: string | null;
  /** Whether any record has such a thing; a key or a value without its schema counts, and a schema without a value. */
  readonly hasHeaders: boolean;
  readonly hasKeys: boolean;
  readonly hasValues: boolean;
  readonly hasPartitions: boolean;
  /** Whether all records have the same timestamp, and which. */
  readonly hasOneTimestamp: boolean;
  readonly timestamp: number | null | undefined;
}

/** Looks at the records that are still on their way. Throws ConnectError for one that has no topic. */
export function surveyRecords(records: readonly SourceRecord[], passage: Passage): SourceSurvey {
  let topic: string | null = null;
  let topics = 0;
  let seen = 0;
  let timestamp: SourceRecord['timestamp'] | undefined = null;
  let [hasHeaders, hasKeys, hasValues, hasPartitions, hasOneTimestamp] = [false, false, false, false, true];
  for (let index = 0; index < passage.length; index += 1) {
    if (isGone(passage, index)) continue;
    const record = records[index] as SourceRecord;
    if (record.topic !== topic || seen === 0) {
      if (typeof record.topic !== 'string' || record.topic === '') throw new ConnectError('Topic cannot be null.');
      ({ topic } = record);
      topics += 1;
    }
    if (seen === 0) ({ timestamp } = record);
    else if (record.timestamp !== timestamp) hasOneTimestamp = false;
    seen += 1;
    if (isThere(record.key) || isThere(record.keySchema)) hasKeys = true;
    if (isThere(record.value) || isThere(record.valueSchema)) hasValues = true;
    if (isThere(record.partition)) hasPartitions = true;
    if (isThere(record.headers) && record.headers.length > 0) hasHeaders = true;
  }
  return { topic: topics === 1 ? topic : null, hasHeaders, hasKeys, hasValues, hasPartitions, hasOneTimestamp, timestamp };
}

/** A connector that is not type-checked may leave parts of a record out. */
function isThere<T>(part: T | null | undefined): part is T {
  return part !== null && part !== undefined;
}
