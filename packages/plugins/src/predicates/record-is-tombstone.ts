import { ConfigDef } from '@millrace/connector-api';
import { VALUE } from '../records/record-part.ts';
import { predicatePlugin } from '../records/transformation-forms.ts';

/** Holds for records without a value. Answers to `org.apache.kafka.connect.transforms.predicates.RecordIsTombstone`. */
export const recordIsTombstone = predicatePlugin(new ConfigDef(), () => (record) => VALUE.valueOf(record) === null);
