import { CaseInsensitiveValidString, ConfigError, type Field, type Schema, type Struct } from '@millrace/connector-api';
import { requireMap, requireStruct } from './requirements.ts';
import { fieldOf } from './struct-schema.ts';

const PURPOSE = 'nested field access';

/** The setting that says how field names are to be read (KIP-821). */
export const fieldSyntaxVersion = {
  name: 'field.syntax.version',
  type: 'STRING',
  default: 'V1',
  validator: CaseInsensitiveValidString.in('V1', 'V2'),
  importance: 'HIGH',
  documentation:
    'How field names are read. V1: as they are, at the top level only. V2: as paths into nested objects, with dots between the ' +
    'steps; a step that has dots in its name stands between backticks: `foo.bar`.baz.',
} as const;

/** The way to a field, which may lie within nested structs or maps. */
export interface FieldPath {
  /** undefined: there is no such field. */
  fieldIn(schema: Schema): Field | undefined;
  /** The field's value, null where the path leads nowhere. Only at its end `withDefault` counts; on the way defaults always do. */
  valueInStruct(struct: Struct, withDefault: boolean): unknown;
  valueInMap(map: ReadonlyMap<string, unknown>): unknown;
}

/** Reads a path in the syntax of a version; throws ConfigError for backticks that do not pair, and for a path without steps. */
export function fieldPath(text: string, syntaxVersion: string): FieldPath {
  const steps = syntaxVersion.toUpperCase() === 'V1' ? [text] : pathSteps(text);
  const last = steps.at(-1);
  if (last === undefined) throw ConfigError.invalidValue('field', text, 'A path of syntax V2 must have at least one step');
  return new StepPath(steps.slice(0, -1), last);
}

class StepPath implements FieldPath {
  readonly #way: readonly string[];
  readonly #last: string;

  constructor(way: readonly string[], last: string) {
    this.#way = way;
    this.#last = last;
  }

  fieldIn(schema: Schema): Field | undefined {
    let current = schema;
    for (const step of this.#way) {
      const field = fieldOf(current, step);
      if (field === undefined) return undefined;
      current = field.schema;
    }
    return fieldOf(current, this.#last);
  }

  valueInStruct(struct: Struct, withDefault: boolean): unknown {
    let current = struct;
    for (const step of this.#way) {
      const field = current.schema.field(step);
      const value = field === undefined ? null : current.get(field);
      if (value === null) return null;
      current = requireStruct(value, field?.schema ?? null, PURPOSE);
    }
    const field = current.schema.field(this.#last);
    if (field === undefined) return null;
    return withDefault ? current.get(field) : current.getWithoutDefault(field);
  }

  valueInMap(map: ReadonlyMap<string, unknown>): unknown {
    let current = map;
    for (const step of this.#way) {
      const value = current.get(step) ?? null;
      if (value === null) return null;
      current = requireMap(value, PURPOSE);
    }
    return current.get(this.#last) ?? null;
  }
}

/** The steps of a path of syntax V2. */
function pathSteps(path: string): string[] {
  const steps: string[] = [];
  let at = 0;
  while (at < path.length) {
    const step = path.charAt(at) === '`' ? quotedStep(path, at) : plainStep(path, at);
    steps.push(step.name);
    at = step.next;
  }
  if (path.endsWith('.')) steps.push('');
  return steps;
}

interface Step {
  readonly name: string;
  /** Where the next one begins. */
  readonly next: number;
}

function plainStep(path: string, start: number): Step {
  const dot = path.indexOf('.', start);
  return dot < 0 ? { name: path.slice(start), next: path.length } : { name: path.slice(start, dot), next: dot + 1 };
}

/**
 * A step between backticks. It ends with a backtick before a dot or at the end; one within the name stays as it is, and one before a
 * dot that belongs to the name is escaped with a backslash.
 */
function quotedStep(path: string, open: number): Step {
  let name = '';
  let start = open + 1;
  for (let at = path.indexOf('`', start); at >= 0; at = path.indexOf('`', at + 1)) {
    const escaped = path.charAt(at - 1) === '\\';
    const atEnd = at === path.length - 1;
    if (atEnd && escaped) break;
    if (!atEnd && path.charAt(at + 1) !== '.') continue;
    if (!escaped) return { name: name + path.slice(start, at), next: at + 2 };
    name += `${path.slice(start, at - 1)}\``;
    start = at + 1;
  }
  throw new ConfigError(
    `Incomplete backtick pair in path: [${path}], consider adding a backslash before backtick at position ${open} to escape it`,
  );
}
