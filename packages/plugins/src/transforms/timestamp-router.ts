import { ConfigDef, ConfigError, DataError } from '@millrace/connector-api';
import { createDateFormat, type DateFormat } from '../dates/date-format.ts';
import { PATTERN_LETTERS } from '../dates/date-pattern.ts';
import { DatePatternError } from '../errors.ts';
import { recordText } from '../records/record-text.ts';
import { recordTransformation } from '../records/transformation-forms.ts';

const config = new ConfigDef()
  .define({
    name: 'topic.format',
    type: 'STRING',
    default: '${topic}-${timestamp}',
    importance: 'HIGH',
    documentation: "The new topic. ${topic} stands for the topic's name, ${timestamp} for the record's timestamp.",
  })
  .define({
    name: 'timestamp.format',
    type: 'STRING',
    default: 'yyyyMMdd',
    importance: 'HIGH',
    documentation: "How the timestamp is written: a pattern of Java's SimpleDateFormat, for UTC and in English.",
  });

/**
 * Sends records to a topic whose name tells the time of the record. Answers to
 * `org.apache.kafka.connect.transforms.TimestampRouter`.
 */
export const timestampRouter = recordTransformation(config, (settings) => {
  const topicFormat = settings['topic.format'];
  const timestampText = rememberingFormat(formatOf(settings['timestamp.format']));
  const routedTo = (topic: string, time: string): string =>
    topicFormat.replaceAll('${topic}', () => topic).replaceAll('${timestamp}', () => time);
  let last = { topic: '', time: '', routed: routedTo('', '') };
  return (record) => {
    if (record.timestamp === null) throw new DataError(`Timestamp missing on record: ${recordText(record)}`);
    const time = timestampText(record.timestamp);
    if (time !== last.time || record.topic !== last.topic) {
      last = { topic: record.topic, time, routed: routedTo(record.topic, time) };
    }
    return { ...record, topic: last.routed };
  };
});

function formatOf(pattern: string): DateFormat {
  try {
    return createDateFormat(pattern);
  } catch (error) {
    if (!(error instanceof DatePatternError)) throw error;
    throw ConfigError.invalidValue(
      'timestamp.format',
      pattern,
      `${error.message}. A pattern is made of the letters ${Array.from(PATTERN_LETTERS).join(' ')}; other letters stand between single quotes`,
    );
  }
}

/** Records come in the order of time, more or less: many of them have the same text. */
function rememberingFormat({ format, granularityMs }: DateFormat): (ms: number) => string {
  let last = Number.NaN;
  let text = '';
  return (ms) => {
    const slot = Math.floor(ms / granularityMs);
    if (slot !== last) {
      text = format(ms);
      last = slot;
    }
    return text;
  };
}
