import { ConfigDef, NonEmptyString } from '@millrace/connector-api';
import { predicatePlugin } from '../records/transformation-forms.ts';

const config = new ConfigDef().define({
  name: 'name',
  type: 'STRING',
  validator: new NonEmptyString(),
  importance: 'MEDIUM',
  documentation: 'The name of the header.',
});

/**
 * Holds for records that have a header of that name, one or more. Answers to
 * `org.apache.kafka.connect.transforms.predicates.HasHeaderKey`.
 */
export const hasHeaderKey = predicatePlugin(
  config,
  ({ name }) =>
    (record) =>
      record.headers.some(({ key }) => key === name),
);
