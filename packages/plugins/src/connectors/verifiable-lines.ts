import { hashOrdered, type ConnectValue, type Schema } from '@millrace/connector-api';
import { connectToJson, type JsonWriting } from '../json/connect-to-json.ts';
import { jsonString } from '../json/json-string.ts';
import { StreamOutput, type FileOutput } from './file-output.ts';

const WRITING: JsonWriting = { replaceNullWithDefault: false, decimalFormat: 'NUMERIC' };

/** Where the verifiable connectors print to. */
export interface VerifiableSurroundings {
  now(): number;
  openOutput(): FileOutput;
}

export const VERIFIABLE_SURROUNDINGS: VerifiableSurroundings = {
  now: Date.now,
  openOutput: () => new StreamOutput(process.stdout),
};

/** Makes lines of JSON objects with these members, in the order in which Kafka's tools print them. Values are JSON texts. */
export function lineFormat<Name extends string>(names: readonly Name[]): (values: Readonly<Record<Name, string>>) => string {
  const ordered = [...hashOrdered(new Map(names.map((name) => [name, jsonString(name)])))];
  return (values) => `{${ordered.map(([name, json]) => `${json}:${values[name]}`).join(',')}}\n`;
}

/** A key or a value of a record as JSON; points in time are milliseconds. A text that says what was wrong where it cannot be. */
export function recordJson(value: ConnectValue, schema: Schema | null): string {
  if (value instanceof Date) return String(value.getTime());
  try {
    return connectToJson(schema, value, WRITING);
  } catch (error) {
    return jsonString(`Bad data can't be written as json: ${error instanceof Error ? error.message : String(error)}`);
  }
}
