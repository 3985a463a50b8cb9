import {
  ConfigDef,
  ConfigError,
  NonEmptyString,
  Range,
  ValidString,
  type ConfigOf,
  type Validator,
} from '@millrace/connector-api';
import { TEMPLATES } from './datagen/templates.ts';
import { rateValidator } from './rate.ts';

const timeValidator: Validator = {
  ensureValid(name, value) {
    if (Number.isNaN(parseTime(String(value)))) {
      throw ConfigError.invalidValue(name, value, 'Must be a time such as 2026-01-01T00:00:00Z');
    }
  },
  toString: () => 'a time such as 2026-01-01T00:00:00Z',
};

export const datagenConfig = new ConfigDef()
  .define({
    name: 'topic',
    type: 'STRING',
    validator: new NonEmptyString(),
    importance: 'HIGH',
    documentation: 'The topic that the rows are written to.',
  })
  .define({
    name: 'template',
    type: 'STRING',
    default: 'users',
    validator: ValidString.in(...TEMPLATES.keys()),
    importance: 'HIGH',
    documentation: 'What the rows are about.',
  })
  .define({
    name: 'fields',
    type: 'LIST',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'The fields of a row, in their order: names of fields of the template, or name:generator for fields of your own, ' +
      'as in userid,score:int(0..10). With ?0.1 after it a field is null in one of ten rows. All fields of the template if left out.',
  })
  .define({
    name: 'key.field',
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation:
      "The field that is the record's key as well. The template's own (an id) if left out, nothing if empty or if all fields are your own.",
  })
  .define({
    name: 'rate',
    type: 'STRING',
    default: '10',
    validator: rateValidator,
    importance: 'HIGH',
    documentation:
      'How many rows to make a second, all tasks together. A fraction is fine; unlimited makes as many as the worker takes.',
  })
  .define({
    name: 'max.rows',
    type: 'LONG',
    default: -1,
    validator: Range.atLeast(-1),
    importance: 'MEDIUM',
    documentation: 'How many rows to make in all; -1 is without end. The tasks share them out.',
  })
  .define({
    name: 'seed',
    type: 'LONG',
    default: 1,
    importance: 'MEDIUM',
    documentation:
      'The same seed gives the same rows, another one others. A connector that gets another seed starts from its first row.',
  })
  .define({
    name: 'schemas.enable',
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation:
      'Whether rows are structs with a schema, and keys have one as well. Otherwise rows are maps, and nothing has a schema.',
  })
  .define({
    name: 'time.start',
    type: 'STRING',
    default: '2026-01-01T00:00:00Z',
    validator: timeValidator,
    importance: 'LOW',
    documentation:
      'The time that the first row tells. Times within rows do not follow the clock, so that they are the same every time.',
  })
  .define({
    name: 'time.step.ms',
    type: 'LONG',
    default: 1000,
    validator: Range.between(0, 2 ** 31 - 1),
    importance: 'LOW',
    documentation: 'How much later each row is than the one before it, about. Milliseconds.',
  })
  .define({
    name: 'batch.size',
    type: 'INT',
    default: 1000,
    validator: Range.between(1, 100_000),
    importance: 'LOW',
    documentation: 'How many rows a task hands over at a time, at the most.',
  });

export type DatagenConfig = ConfigOf<typeof datagenConfig>;

/** Milliseconds since the epoch of a time in ISO 8601; UTC where it does not say otherwise. NaN for what is none. */
export function parseTime(text: string): number {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)) return Number.NaN;
  return Date.parse(/T.*[Z+-]/.test(text) || !text.includes('T') ? text : `${text}Z`);
}
