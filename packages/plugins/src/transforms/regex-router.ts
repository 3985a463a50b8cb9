import { ConfigDef, ConfigError, javaRegex, JavaReplacementError, type JavaRegex } from '@millrace/connector-api';
import { regexValidator } from '../records/regex-validator.ts';
import { remembered } from '../records/remembered.ts';
import { recordTransformation } from '../records/transformation-forms.ts';

const config = new ConfigDef()
  .define({
    name: 'regex',
    type: 'STRING',
    validator: regexValidator,
    importance: 'HIGH',
    documentation: "The topics that are renamed: a regular expression of Java's that their whole name matches.",
  })
  .define({
    name: 'replacement',
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'The new name. $1 and ${name} stand for what the groups of the expression matched.',
  });

/**
 * Sends records to another topic, by a regular expression on the topic's name. Answers to
 * `org.apache.kafka.connect.transforms.RegexRouter`.
 */
export const regexRouter = recordTransformation(config, ({ regex: pattern, replacement }) => {
  const regex = javaRegex(pattern);
  const replace = replacerOf(regex, replacement);
  const newName = remembered((topic) => (regex.matches(topic) ? replace(topic) : topic));
  return (record) => {
    const topic = newName(record.topic);
    return topic === record.topic ? record : { ...record, topic };
  };
});

function replacerOf(regex: JavaRegex, replacement: string): (topic: string) => string {
  try {
    return regex.replacer(replacement);
  } catch (error) {
    if (!(error instanceof JavaReplacementError)) throw error;
    throw ConfigError.invalidValue('replacement', replacement, error.message);
  }
}
