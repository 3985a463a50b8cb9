import type { JsonNode } from '../json/json-node.ts';

/** Members of a schema's JSON that Avro itself gives no meaning: Connect's notes, logical types, and whatever else is there. */
export type AvroProps = ReadonlyMap<string, JsonNode>;

const PRIMITIVE_TYPES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;
export type AvroPrimitiveType = (typeof PRIMITIVE_TYPES)[number];

export interface AvroPrimitive {
  readonly type: AvroPrimitiveType;
  readonly props: AvroProps;
}

export interface AvroArray {
  readonly type: 'array';
  readonly items: AvroSchema;
  readonly props: AvroProps;
}

/** Its keys are strings. */
export interface AvroMap {
  readonly type: 'map';
  readonly values: AvroSchema;
  readonly props: AvroProps;
}

export interface AvroUnion {
  readonly type: 'union';
  readonly branches: readonly AvroSchema[];
}

/** What schemas with a name have in common. A name stands for one schema wherever it occurs. */
interface AvroNamedParts {
  /** With its namespace: `com.example.User`. */
  readonly name: string;
  readonly doc: string | null;
  readonly aliases: readonly string[];
  readonly props: AvroProps;
}

export interface AvroField {
  readonly name: string;
  readonly schema: AvroSchema;
  readonly doc: string | null;
  /** As JSON; undefined: none. */
  readonly default: JsonNode | undefined;
  readonly order: string | null;
  readonly aliases: readonly string[];
  readonly props: AvroProps;
}

export interface AvroRecord extends AvroNamedParts {
  readonly type: 'record';
  /** Whether it was declared as an `error`. */
  readonly error: boolean;
  /** May be set after the record itself is there: a record's fields may name the record. */
  fields: readonly AvroField[];
}

export interface AvroEnum extends AvroNamedParts {
  readonly type: 'enum';
  readonly symbols: readonly string[];
  readonly default: string | null;
}

export interface AvroFixed extends AvroNamedParts {
  readonly type: 'fixed';
  readonly size: number;
}

export type AvroNamed = AvroRecord | AvroEnum | AvroFixed;
export type AvroSchema = AvroPrimitive | AvroArray | AvroMap | AvroUnion | AvroNamed;

export const NO_PROPS: AvroProps = new Map();

export function isNamed(schema: AvroSchema): schema is AvroNamed {
  return schema.type === 'record' || schema.type === 'enum' || schema.type === 'fixed';
}

export function isPrimitiveType(type: string): type is AvroPrimitiveType {
  return (PRIMITIVE_TYPES as readonly string[]).includes(type);
}

export function isNull(schema: AvroSchema): boolean {
  return schema.type === 'null';
}

/** Where the null of a union of two, null and something else, stands; undefined for every other schema. */
export function nullBranchOf(schema: AvroSchema): 0 | 1 | undefined {
  if (schema.type !== 'union' || schema.branches.length !== 2) return undefined;
  const at = schema.branches.findIndex(isNull);
  return at < 0 || isNull(schema.branches[1 - at]!) ? undefined : (at as 0 | 1);
}

/** What a union may hold once only, and what its branches go by in errors: the name, or the type of what has none. */
export function branchName(schema: AvroSchema): string {
  return isNamed(schema) ? schema.name : schema.type;
}

/** The name without its namespace. */
export function simpleName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

/** null: in none. */
export function namespaceOf(fullName: string): string | null {
  const dot = fullName.lastIndexOf('.');
  return dot < 0 ? null : fullName.slice(0, dot);
}
