import { saltOf, type Row } from './row.ts';
import { optionalKind, structKind, type AnyKind, type ValueKind } from './value-kind.ts';

/** Makes the values of a field. */
export interface Generator<Raw = unknown> {
  readonly kind: ValueKind<Raw>;
  /** Depends on the row and the salt, which is that of the field's name, and on nothing else. */
  value(row: Row, salt: number): Raw;
}

/** A generator of whatever values. */
export interface AnyGenerator {
  readonly kind: AnyKind;
  value(row: Row, salt: number): unknown;
}

/** The members of a struct, by name. */
export type Members = Readonly<Record<string, AnyGenerator>>;

export function generator<Raw>(kind: ValueKind<Raw>, value: (row: Row, salt: number) => Raw): Generator<Raw> {
  return { kind, value };
}

/** The same values in whichever field it is used, so that another field can be computed from them. */
export function shared<Raw>(name: string, inner: Generator<Raw>): Generator<Raw> {
  const own = saltOf(name);
  return generator(inner.kind, (row) => inner.value(row, own));
}

/** Null in some of the rows. `share`: from 0 (never) to 1 (always). */
export function sometimesNull(share: number, inner: AnyGenerator): AnyGenerator {
  return generator(optionalKind(inner.kind), (row, salt) =>
    row.fraction(salt ^ NULL_SALT) < share ? null : inner.value(row, salt),
  );
}

const NULL_SALT = saltOf('null');

export function struct(name: string, members: Members): Generator<unknown[]> {
  const list = Object.entries(members).map(([member, inner]) => ({ inner, salt: saltOf(member) }));
  const kinds = Object.entries(members).map(([member, { kind }]) => [member, kind] as const);
  return generator(structKind(name, kinds), (row, salt) => list.map((member) => member.inner.value(row, member.salt ^ salt)));
}
