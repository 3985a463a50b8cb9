import { SerializationError, type SchemaAndValue } from '@millrace/connector-api';
import type { RegistryClient, RegistrySchema, SubjectSchema } from './registry-client.ts';
import type { RegistryUse } from './registry-use.ts';
import { asked } from './registry-failures.ts';
import type { FormatSchema, SchemaFormat } from './schema-format.ts';

/** References within references end here. */
const MAX_DEPTH = 50;

/** Finds out how the data of a schema id is read. */
export function createSchemaResolver(
  format: SchemaFormat,
  client: RegistryClient,
  { use, subjects, useLatest }: RegistryUse,
): (topic: string, id: number) => Promise<(bytes: Uint8Array, start: number) => SchemaAndValue> {
  return async (topic, id) => {
    const what = `Error retrieving ${format.title} ${use} schema for id ${id}`;
    const named = subjects.usesSchema ? null : subjects.subjectOf(topic, null);
    const found = await asked(what, client.schemaById(id, named));
    const schema = await parseRegistrySchema(format, client, found, `id ${id}`);
    const subject = named ?? subjects.subjectOf(topic, schema.recordName);
    const latest = useLatest ? await asked(latestOf(format, subject), client.latest(subject)) : null;
    if (latest !== null && latest.id !== id) {
      const target = await parseRegistrySchema(format, client, latest, `version ${latest.version} of ${subject}`);
      return schema.createReaderAs(target, latest.version);
    }
    return schema.createReader(latest?.version ?? (await versionOf(subject, id, found)));
  };

  async function versionOf(subject: string, id: number, schema: RegistrySchema): Promise<number> {
    const what = `Error retrieving ${format.title} ${use} schema version for id ${id} under subject ${subject}`;
    return (await asked(what, client.lookUp(subject, schema, { normalize: false, deleted: true }))).version;
  }
}

export function latestOf(format: SchemaFormat, subject: string): string {
  return `Error retrieving latest version of ${format.title} schema for subject ${subject}`;
}

/** Reads a schema of the registry, with those that it refers to. */
export async function parseRegistrySchema(
  format: SchemaFormat,
  client: RegistryClient,
  schema: RegistrySchema,
  where: string,
): Promise<FormatSchema> {
  if (schema.type !== format.type) {
    throw new SerializationError(`The schema of ${where} is of the type ${schema.type}, not ${format.type}`);
  }
  const references = new Map<string, string>();
  await collect(client, schema, references, 0);
  return format.parse(schema.text, references);
}

/** Those that a reference refers to come before it. */
async function collect(client: RegistryClient, schema: RegistrySchema, into: Map<string, string>, depth: number): Promise<void> {
  if (depth > MAX_DEPTH) throw new SerializationError(`References of schemas go deeper than ${MAX_DEPTH}`);
  for (const { name, subject, version } of schema.references) {
    if (into.has(name)) continue;
    const what = `Error retrieving the schema ${name}, version ${version} of subject ${subject}`;
    const referenced: SubjectSchema = await asked(what, client.version(subject, version));
    await collect(client, referenced, into, depth + 1);
    into.set(name, referenced.text);
  }
}
