import { ConfigDef, ValidList } from '@millrace/connector-api';
import { recordTransformation } from '../records/transformation-forms.ts';

const config = new ConfigDef().define({
  name: 'headers',
  type: 'LIST',
  validator: ValidList.anyNonDuplicateValues({ isEmptyAllowed: false, isNullAllowed: false }),
  importance: 'HIGH',
  documentation: 'The names of the headers to take off, all headers of such a name.',
});

/** Takes headers off. Answers to `org.apache.kafka.connect.transforms.DropHeaders`. */
export const dropHeaders = recordTransformation(config, ({ headers: names }) => {
  const dropped = new Set(names);
  return (record) => {
    const headers = record.headers.filter(({ key }) => !dropped.has(key));
    return headers.length === record.headers.length ? record : { ...record, headers };
  };
});
