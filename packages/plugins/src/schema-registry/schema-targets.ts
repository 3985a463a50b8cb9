import { SerializationError } from '@millrace/connector-api';
import { RegistryError } from '../errors.ts';
import type { RegistryClient, RegistrySchema } from './registry-client.ts';
import type { RegistryUse } from './registry-use.ts';
import { asked } from './registry-failures.ts';
import { registrySchemaOf, type FormatSchema, type SchemaFormat } from './schema-format.ts';
import { latestOf, parseRegistrySchema } from './schema-resolver.ts';

const INCOMPATIBLE = 409;

/** The schema of the registry that data is written with. */
export interface SchemaTarget {
  readonly id: number;
  readonly schema: FormatSchema;
  /** It is not our own, and data has to be of it. */
  readonly strict: boolean;
}

/**
 * Finds the schema that values of a schema of our own are written with under a subject: our own, registered (which comes before
 * everything else) or looked up, that of a given id, or the latest of the subject.
 */
export function createSchemaTargets(
  format: SchemaFormat,
  client: RegistryClient,
  use: RegistryUse,
): (subject: string, own: FormatSchema) => Promise<SchemaTarget> {
  return async (subject, own) => {
    const text = registrySchemaOf(format, own);
    if (use.register) return { id: await register(subject, text), schema: own, strict: false };
    if (use.schemaId !== null) return withId(subject, use.schemaId, own);
    if (use.useLatest) return withLatest(subject, own);
    const what = `Error retrieving ${format.title} schema under subject ${subject}`;
    const { id } = await asked(what, client.lookUp(subject, text, { normalize: use.normalize, deleted: false }));
    return { id, schema: own, strict: false };
  };

  async function register(subject: string, schema: RegistrySchema): Promise<number> {
    const what = `Error registering ${format.title} schema under subject ${subject}`;
    try {
      return await asked(what, client.register(subject, schema, use.normalize));
    } catch (error) {
      if (!isIncompatible(error)) throw error;
      throw new SerializationError(`${(error as Error).message}${await earlierSchema(subject)}`, { cause: error });
    }
  }

  /** Which schema a new one is incompatible with, as far as the registry tells. */
  async function earlierSchema(subject: string): Promise<string> {
    try {
      const { id, version } = await client.latest(subject);
      return `. The latest schema of ${subject} is its version ${version}, id ${id}`;
    } catch {
      return '';
    }
  }

  async function withId(subject: string, id: number, own: FormatSchema): Promise<SchemaTarget> {
    const found = await asked('Error retrieving schema ID', client.schemaById(id, subject));
    const schema = await parseRegistrySchema(format, client, found, `id ${id}`);
    if (use.idStrict) checkCompatible(schema, own, `id ${id}`, 'id.compatibility.strict');
    return { id, schema, strict: use.idStrict };
  }

  async function withLatest(subject: string, own: FormatSchema): Promise<SchemaTarget> {
    const latest = await asked(latestOf(format, subject), client.latest(subject));
    const where = `version ${latest.version} of subject ${subject}, id ${latest.id}`;
    const schema = await parseRegistrySchema(format, client, latest, where);
    if (use.latestStrict) checkCompatible(schema, own, where, 'latest.compatibility.strict');
    return { id: latest.id, schema, strict: use.latestStrict };
  }

  function checkCompatible(schema: FormatSchema, own: FormatSchema, where: string, setting: string): void {
    const reasons = schema.incompatibilitiesWith(own);
    if (reasons.length === 0) return;
    throw new SerializationError(
      `Incompatible schema of type '${format.type}': ${where} cannot read what the record's schema writes (${reasons.join('; ')}). ` +
        `Set ${setting}=false to disable this check.`,
    );
  }
}

function isIncompatible(error: unknown): boolean {
  const cause = error instanceof SerializationError ? error.cause : null;
  return cause instanceof RegistryError && cause.status === INCOMPATIBLE;
}
