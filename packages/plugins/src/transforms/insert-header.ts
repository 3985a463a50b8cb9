import { ConfigDef, NonNullValidator, type Header } from '@millrace/connector-api';
import { recordTransformation } from '../records/transformation-forms.ts';
import { parseString } from '../values/parse-string.ts';

const config = new ConfigDef()
  .define({
    name: 'header',
    type: 'STRING',
    validator: new NonNullValidator(),
    importance: 'HIGH',
    documentation: 'The name of the header.',
  })
  .define({
    name: 'value.literal',
    type: 'STRING',
    validator: new NonNullValidator(),
    importance: 'HIGH',
    documentation: 'The value of the header on each record. Its type is told from the text: 1 is a number, true a boolean.',
  });

/** Adds a header to each record, after those that are there. Answers to `org.apache.kafka.connect.transforms.InsertHeader`. */
export const insertHeader = recordTransformation(config, (settings) => {
  const added: Header = { key: settings.header, ...parseString(settings['value.literal']) };
  return (record) => ({ ...record, headers: [...record.headers, added] });
});
