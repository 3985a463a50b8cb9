import { ConnectDate, ConnectTime, ConnectTimestamp, type Schema, type SchemaAndValue } from '@millrace/connector-api';
import { createDateFormat, type DateFormat } from '../dates/date-format.ts';
import { DateTextError } from '../errors.ts';

/** By the length of the text. */
const FORMATS: ReadonlyMap<number, { readonly format: DateFormat; readonly separator: string; readonly schema: Schema }> =
  new Map([
    [13, { format: createDateFormat("HH:mm:ss.SSS'Z'"), separator: ':', schema: ConnectTime.SCHEMA }],
    [24, { format: createDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"), separator: '-', schema: ConnectTimestamp.SCHEMA }],
    [10, { format: createDateFormat('yyyy-MM-dd'), separator: '-', schema: ConnectDate.SCHEMA }],
  ]);

/**
 * A date (`2019-08-23`), a time (`14:34:54.346Z`) or a point in time (`2019-08-23T14:34:54.346Z`), colons escaped or not. Fields
 * may overflow (February 30 is March 2), as Java's lenient calendar has it. Undefined if the text is none of these.
 */
export function parseTemporal(text: string): SchemaAndValue | undefined {
  const plain = text.replaceAll('\\:', ':');
  const form = FORMATS.get(plain.length);
  if (form === undefined || !plain.includes(form.separator)) return undefined;
  const value = dateOf(form.format, plain);
  return value === undefined || Number.isNaN(value.getTime()) ? undefined : { schema: form.schema, value };
}

function dateOf(format: DateFormat, text: string): Date | undefined {
  try {
    return new Date(format.parse(text));
  } catch (error) {
    if (error instanceof DateTextError) return undefined;
    throw error;
  }
}
