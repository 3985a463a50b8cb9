import { $, type Plugins } from '@hey-api/openapi-ts';

/**
 * Writes a union of known values with any other text as `'A' | 'B' | (string & {})`: editors then go on offering the known values,
 * which a plain `| string` would swallow. Any other union is left to the generator.
 */
export const openEnum: NonNullable<Plugins.HeyApiTypeScript.Resolvers['union']> = ({ schemas, childResults }) => {
  const isText = schemas.map((schema) => schema.type === 'string' && schema.const === undefined);
  if (!isText.includes(true) || !schemas.some((schema) => schema.type === 'enum')) return undefined;
  const known = childResults.filter((_, index) => !isText[index]).map((result) => result.type);
  return $.type.or(...(known as never[]), $.type.and('string', $.type.object()));
};
