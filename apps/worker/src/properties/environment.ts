const PREFIX = 'CONNECT_';
const UNDERSCORES: Readonly<Record<string, string>> = { _: '.', __: '_', ___: '-' };

/**
 * The worker properties that environment variables stand for, as the usual container images of Kafka Connect map them:
 * `CONNECT_` is taken off, letters become small, and `_` is a dot, `__` an underscore, `___` a dash.
 * Answers the variable beside the value.
 */
export function propertiesOfEnvironment(
  env: NodeJS.ProcessEnv,
): Map<string, { readonly value: string; readonly variable: string }> {
  const variables = Object.entries(env).filter(([name]) => name.startsWith(PREFIX) && name !== PREFIX);
  return new Map(variables.map(([variable, value = '']) => [propertyName(variable), { value, variable }]));
}

function propertyName(variable: string): string {
  return variable
    .slice(PREFIX.length)
    .toLowerCase()
    .replaceAll(/_{1,3}/g, (run) => UNDERSCORES[run]!);
}
