import { $, type Plugins } from '@hey-api/openapi-ts';

type StringResolver = NonNullable<Plugins.HeyApiTypeScript.Resolvers['string']>;

/**
 * Writes a text whose known values stand in `x-extensible-enum` as `'A' | 'B' | (string & {})`: editors then offer the known values,
 * which a plain `string` would not, and any other value is allowed all the same.
 */
export const openEnum: StringResolver = ({ schema }) => {
  const known: unknown = schema['x-extensible-enum'];
  if (!Array.isArray(known)) return undefined;
  const literals = known.map((value) => $.type.literal(String(value)));
  return $.type.or(...literals, $.type.and('string', $.type.object()));
};
