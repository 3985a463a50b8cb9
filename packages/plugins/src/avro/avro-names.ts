import { DataError, type Schema } from '@millrace/connector-api';
import { isNamed, simpleName, type AvroSchema } from './avro-schema.ts';
import { parameters, type AvroDataSettings } from './connect-props.ts';

const VALID = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;
const FIRST = /^[\p{L}_]/u;
const PLAIN = /^[A-Za-z_]\w*$/;

/** A name that Avro takes, if `scrub.invalid.names` is set: percent-encoded first, and then an underscore for whatever is left. */
export function scrubName(name: string, { scrubNames }: AvroDataSettings): string {
  if (!scrubNames || name === '' || PLAIN.test(name)) return name;
  const encoded = formEncode(name);
  return (/^\d/.test(encoded) ? `x${encoded}` : encoded).replaceAll(/\W/g, '_');
}

/** The same for a name with its namespace. */
export function scrubFullName(name: string, settings: AvroDataSettings): string {
  if (!settings.scrubNames) return name;
  return nameParts(name)
    .map((part) => scrubName(part, settings))
    .join('.');
}

/** Refuses what is no name in Avro, part by part. */
export function checkFullName(name: string): string {
  for (const part of nameParts(name)) checkName(part);
  return name;
}

export function checkName(name: string): string {
  if (VALID.test(name)) return name;
  const why =
    name === '' ? 'Empty name' : FIRST.test(name) ? `Illegal character in: ${name}` : `Illegal initial character: ${name}`;
  throw new DataError(
    `${why}. Names in Avro are of letters, digits and underscores; scrub.invalid.names=true replaces the rest.`,
  );
}

/** The field of the union's struct that stands for a type. */
export function unionFieldName(schema: AvroSchema, { enhanced }: AvroDataSettings): string {
  if (!isNamed(schema)) return schema.type;
  return enhanced ? schema.name : simpleName(schema.name);
}

/** Parts between dots. As in Java, empty ones at the end do not count. */
function nameParts(name: string): string[] {
  return name.replace(/\.+$/, '').split('.');
}

/** As `java.net.URLEncoder` in UTF-8. */
function formEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, percentEncoded);
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

export function isEnumSchema(schema: Schema): boolean {
  return schema.type === 'STRING' && schema.parameters?.has(parameters.ENUM) === true;
}

export function isFixedSchema(schema: Schema): boolean {
  return schema.type === 'BYTES' && schema.name !== null && schema.parameters?.has(parameters.FIXED_SIZE) === true;
}

/** Whether a map is an Avro map; others are arrays of entries. */
export function isAvroMap(schema: Schema, { optionalMapKeys }: AvroDataSettings): boolean {
  const { keySchema } = schema;
  return keySchema?.type === 'STRING' && (!keySchema.optional || optionalMapKeys);
}
