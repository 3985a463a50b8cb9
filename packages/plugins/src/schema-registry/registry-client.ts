import { SerializationError } from '@millrace/connector-api';
import type { RegistryHttp } from './registry-http.ts';

/** Another schema that a schema refers to, by the name under which it does. */
export interface SchemaReference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** A schema as a registry has it. */
export interface RegistrySchema {
  readonly type: 'AVRO' | 'JSON' | (string & {});
  readonly text: string;
  readonly references: readonly SchemaReference[];
}

/** A schema in its place under a subject. */
export interface SubjectSchema extends RegistrySchema {
  readonly id: number;
  readonly version: number;
}

/** A schema registry, as Confluent's API has it. All reject with a RegistryError or a RegistryConnectionError. */
export interface RegistryClient {
  /** Adds a version to the subject, if it does not have the schema yet; answers the schema's id. */
  register(subject: string, schema: RegistrySchema, normalize: boolean): Promise<number>;
  /** Where the subject has the schema, deleted versions included if wished. */
  lookUp(
    subject: string,
    schema: RegistrySchema,
    options: { readonly normalize: boolean; readonly deleted: boolean },
  ): Promise<{ readonly id: number; readonly version: number }>;
  /** The schema of an id; the subject says in which context of the registry. */
  schemaById(id: number, subject: string | null): Promise<RegistrySchema>;
  latest(subject: string): Promise<SubjectSchema>;
  version(subject: string, version: number): Promise<SubjectSchema>;
  /** Ends all requests that are on their way. */
  close(): void;
}

export function createRegistryClient(http: RegistryHttp): RegistryClient {
  async function versionOf(subject: string, version: string): Promise<SubjectSchema> {
    const answer = await http.send({
      method: 'GET',
      path: ['subjects', subject, 'versions', version],
      query: { deleted: version === 'latest' ? undefined : 'true' },
    });
    return { ...schemaOf(answer), id: integerOf(answer, 'id'), version: integerOf(answer, 'version') };
  }

  return {
    async register(subject, schema, normalize) {
      const path = ['subjects', subject, 'versions'];
      const query = { normalize: String(normalize) };
      return integerOf(await http.send({ method: 'POST', path, query, body: bodyOf(schema) }), 'id');
    },
    async lookUp(subject, schema, { normalize, deleted }) {
      const path = ['subjects', subject];
      const query = { normalize: String(normalize), deleted: String(deleted) };
      const answer = await http.send({ method: 'POST', path, query, body: bodyOf(schema) });
      return { id: integerOf(answer, 'id'), version: integerOf(answer, 'version') };
    },
    async schemaById(id, subject) {
      const query = { fetchMaxId: 'false', subject: subject ?? undefined };
      return schemaOf(await http.send({ method: 'GET', path: ['schemas', 'ids', String(id)], query }));
    },
    latest: (subject) => versionOf(subject, 'latest'),
    version: (subject, version) => versionOf(subject, String(version)),
    close: () => http.close(),
  };
}

/** Avro is what a registry takes a schema for that does not say. */
function bodyOf({ type, text, references }: RegistrySchema): object {
  return { ...(type !== 'AVRO' && { schemaType: type }), ...(references.length > 0 && { references }), schema: text };
}

function schemaOf(answer: unknown): RegistrySchema {
  const { schema, schemaType, references } = membersOf(answer);
  if (typeof schema !== 'string') throw malformed('schema', answer);
  return {
    type: typeof schemaType === 'string' ? schemaType : 'AVRO',
    text: schema,
    references: Array.isArray(references) ? references.map(referenceOf) : [],
  };
}

function referenceOf(reference: unknown): SchemaReference {
  const { name, subject } = membersOf(reference);
  if (typeof name !== 'string' || typeof subject !== 'string') throw malformed('references', reference);
  return { name, subject, version: integerOf(reference, 'version') };
}

function integerOf(answer: unknown, member: string): number {
  const value = membersOf(answer)[member];
  if (typeof value === 'number' && (value | 0) === value) return value;
  throw malformed(member, answer);
}

function membersOf(answer: unknown): Readonly<Record<string, unknown>> {
  return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
}

function malformed(member: string, answer: unknown): SerializationError {
  return new SerializationError(`The schema registry's answer has no valid "${member}": ${JSON.stringify(answer).slice(0, 200)}`);
}
