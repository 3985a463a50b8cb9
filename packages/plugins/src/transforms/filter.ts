import { ConfigDef } from '@millrace/connector-api';
import { recordTransformation } from '../records/transformation-forms.ts';

/**
 * Drops every record that it is applied to; meant to be used with a predicate. Answers to
 * `org.apache.kafka.connect.transforms.Filter`.
 */
export const filter = recordTransformation(new ConfigDef(), () => () => null);
