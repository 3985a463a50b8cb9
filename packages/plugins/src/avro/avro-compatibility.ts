import { branchName, isNamed, simpleName, type AvroNamed, type AvroRecord, type AvroSchema } from './avro-schema.ts';

/** What a value written as one type may be read as besides the type itself. */
const PROMOTIONS: Readonly<Record<string, readonly string[]>> = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/** Why data written with one schema cannot be read with another, by Avro's rules of resolution; empty if it can. */
export function avroIncompatibilities(reader: AvroSchema, writer: AvroSchema): string[] {
  return new Comparison().compare(reader, writer, '');
}

class Comparison {
  /** Pairs of records that are compared already, or are being compared. */
  readonly #seen = new Map<AvroRecord, Set<AvroRecord>>();

  compare(reader: AvroSchema, writer: AvroSchema, path: string): string[] {
    if (writer.type === 'union') return writer.branches.flatMap((branch) => this.compare(reader, branch, path));
    if (reader.type === 'union') return this.#intoUnion(reader.branches, writer, path);
    if (reader.type === 'array' && writer.type === 'array') return this.compare(reader.items, writer.items, `${path}/items`);
    if (reader.type === 'map' && writer.type === 'map') return this.compare(reader.values, writer.values, `${path}/values`);
    if (isNamed(reader) && isNamed(writer)) return this.#named(reader, writer, path);
    const fits = reader.type === writer.type || PROMOTIONS[writer.type]?.includes(reader.type) === true;
    return fits ? [] : [`${path || '/'}: ${branchName(writer)} cannot be read as ${branchName(reader)}`];
  }

  #intoUnion(branches: readonly AvroSchema[], writer: AvroSchema, path: string): string[] {
    if (branches.some((branch) => this.compare(branch, writer, path).length === 0)) return [];
    return [`${path || '/'}: the union of ${branches.map(branchName).join(', ')} has no place for ${branchName(writer)}`];
  }

  #named(reader: AvroNamed, writer: AvroNamed, path: string): string[] {
    const at = path || '/';
    if (reader.type !== writer.type)
      return [`${at}: ${writer.type} ${writer.name} cannot be read as ${reader.type} ${reader.name}`];
    const names = [reader.name, ...reader.aliases].map(simpleName);
    if (!names.includes(simpleName(writer.name))) return [`${at}: expected ${reader.name}, found ${writer.name}`];
    if (reader.type === 'record') return this.#records(reader, writer as AvroRecord, path);
    if (reader.type === 'fixed') {
      const { size } = writer as typeof reader;
      return reader.size === size ? [] : [`${at}: ${writer.name} has ${size} bytes, not ${reader.size}`];
    }
    const missing = (writer as typeof reader).symbols.filter((symbol) => !reader.symbols.includes(symbol));
    return missing.length === 0 || reader.default !== null
      ? []
      : [`${at}: ${reader.name} lacks the symbols ${missing.join(', ')}`];
  }

  #records(reader: AvroRecord, writer: AvroRecord, path: string): string[] {
    const seen = this.#seen.get(reader) ?? new Set();
    if (seen.has(writer)) return [];
    this.#seen.set(reader, seen.add(writer));
    return reader.fields.flatMap((field) => {
      const names = new Set([field.name, ...field.aliases]);
      const written = writer.fields.find(({ name }) => names.has(name));
      const at = `${path}/${field.name}`;
      if (written !== undefined) return this.compare(field.schema, written.schema, at);
      return field.default === undefined ? [`${at}: a field without a default, which ${writer.name} does not have`] : [];
    });
  }
}
