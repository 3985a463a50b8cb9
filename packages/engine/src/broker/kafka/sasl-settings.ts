import { BadRequestError } from '../../model/errors.ts';
import { parseJaas } from './jaas.ts';
import { oauthTokens } from './oauth-tokens.ts';
import type { PropertyReader } from './property-reader.ts';

/** All that {@link saslOptions} may read. */
export const saslProperties: ReadonlySet<string> = new Set([
  'sasl.mechanism',
  'sasl.jaas.config',
  'sasl.oauthbearer.token.endpoint.url',
  'sasl.oauthbearer.client.credentials.client.id',
  'sasl.oauthbearer.client.credentials.client.secret',
  'sasl.oauthbearer.scope',
  'sasl.login.callback.handler.class',
  'sasl.kerberos.service.name',
]);

/** SASL as kafkajs takes it. Throws BadRequestError for mechanisms that it lacks (GSSAPI) and for what a mechanism misses. */
export function saslOptions(from: PropertyReader): object {
  const mechanism = from.text('sasl.mechanism', 'GSSAPI').toUpperCase();
  const jaas = parseJaas(from.text('sasl.jaas.config', ''));
  from.optional('sasl.login.callback.handler.class');
  if (mechanism === 'OAUTHBEARER') return { mechanism: 'oauthbearer', oauthBearerProvider: oauthTokens(from, jaas) };
  if (mechanism === 'PLAIN' || mechanism === 'SCRAM-SHA-256' || mechanism === 'SCRAM-SHA-512') {
    const username = jaas.get('username');
    const password = jaas.get('password');
    if (username !== undefined && password !== undefined) return { mechanism: mechanism.toLowerCase(), username, password };
    throw new BadRequestError(`sasl.jaas.config needs a username and a password for sasl.mechanism=${mechanism}`);
  }
  throw new BadRequestError(
    `Invalid value ${mechanism} for configuration sasl.mechanism: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER is needed`,
  );
}
