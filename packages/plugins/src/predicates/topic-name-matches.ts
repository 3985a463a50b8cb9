import { CompositeValidator, ConfigDef, javaRegex, NonEmptyString } from '@millrace/connector-api';
import { regexValidator } from '../records/regex-validator.ts';
import { remembered } from '../records/remembered.ts';
import { predicatePlugin } from '../records/transformation-forms.ts';

const config = new ConfigDef().define({
  name: 'pattern',
  type: 'STRING',
  validator: CompositeValidator.of(new NonEmptyString(), regexValidator),
  importance: 'MEDIUM',
  documentation: "A regular expression of Java's that the topic's whole name has to match.",
});

/**
 * Holds for records of topics whose name matches a regular expression. Answers to
 * `org.apache.kafka.connect.transforms.predicates.TopicNameMatches`.
 */
export const topicNameMatches = predicatePlugin(config, ({ pattern }) => {
  const regex = javaRegex(pattern);
  const matches = remembered((topic) => regex.matches(topic));
  return (record) => matches(record.topic);
});
