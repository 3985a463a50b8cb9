import { DataError, type Field, type Schema, type SchemaType } from '@millrace/connector-api';

/** Pairs that are being compared: that a recursive schema equals another is supposed until something differs. */
const comparing: [Schema, Schema][] = [];

/**
 * The schema of a struct where it occurs within itself. Java: `AvroData.CyclicSchemaWrapper`. What it stands for is told when that
 * is built.
 */
export class RecursiveSchema implements Schema {
  readonly optional: boolean;
  #target: Schema | null = null;

  constructor(optional: boolean) {
    this.optional = optional;
  }

  /** The struct that holds it. */
  get target(): Schema {
    if (this.#target === null) throw new DataError('A recursive schema is used before it is complete');
    return this.#target;
  }

  set target(schema: Schema) {
    this.#target = schema;
  }

  get type(): SchemaType {
    return 'STRUCT';
  }
  get defaultValue(): unknown {
    return null;
  }
  get name(): string | null {
    return this.target.name;
  }
  get version(): number | null {
    return this.target.version;
  }
  get doc(): string | null {
    return this.target.doc;
  }
  get parameters(): ReadonlyMap<string, string> | null {
    return this.target.parameters;
  }
  get fields(): readonly Field[] {
    return this.target.fields;
  }
  get keySchema(): null {
    return null;
  }
  get valueSchema(): null {
    return null;
  }

  field(name: string): Field | undefined {
    return this.target.field(name);
  }

  equals(other: Schema | null): boolean {
    if (this === other) return true;
    if (!(other instanceof RecursiveSchema) || this.optional !== other.optional) return false;
    const { target } = this;
    if (target === other.target) return true;
    if (comparing.some(([a, b]) => a === target && b === other.target)) return true;
    comparing.push([target, other.target]);
    try {
      return target.equals(other.target);
    } finally {
      comparing.pop();
    }
  }

  toString(): string {
    return String(this.target);
  }
}
