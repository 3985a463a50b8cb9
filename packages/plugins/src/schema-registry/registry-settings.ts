import { ConfigError, type ConverterOptions, type Properties } from '@millrace/connector-api';
import { createRegistryClient, type RegistryClient } from './registry-client.ts';
import type { RegistryConfig } from './registry-config.ts';
import { createRegistryHttp, type RegistryAddress, type RegistryHttpSettings } from './registry-http.ts';
import type { RegistryUse } from './registry-use.ts';
import { createSubjectNames, findStrategy } from './subject-names.ts';

const HEADER_PREFIX = 'request.header.';

/** Settings of Confluent's converters that change what is done and are not to be had here, and what to do instead. */
const UNSUPPORTED: readonly { readonly key: RegExp; readonly instead: string }[] = [
  {
    key: /^schema\.registry\.ssl\.|^ssl\./,
    instead: 'Node.js takes trusted certificates from the file that the environment variable NODE_EXTRA_CA_CERTS names',
  },
  {
    key: /^proxy\.(host|port)$/,
    instead: 'Node.js takes a proxy from HTTPS_PROXY and HTTP_PROXY if NODE_USE_ENV_PROXY=1 is set',
  },
  { key: /^bearer\.auth\.(?!token$|credentials\.source$)/, instead: 'give a bearer.auth.token' },
  { key: /^use\.(latest\.with\.metadata|schema\.guid)$/, instead: 'name a schema by use.schema.id or use.latest.version' },
  { key: /^context\.name\.strategy$/, instead: 'put the context into the URL: …/contexts/<name>' },
  { key: /^(key|value)\.schema\.id\.(serializer|deserializer)$/, instead: "a schema's id stands before the data" },
  { key: /^rule\.(executors|actions)|^validation\.rules\.execution$/, instead: 'rules of schemas are not run' },
  { key: /^generalized\.sum\.type\.support$/, instead: 'unions are structs, and enums strings, by their own names' },
  { key: /^preserve\.additional\.properties$/, instead: 'members that a schema does not name are left out' },
  { key: /^schema\.backup\.enabled$/, instead: 'data is carried without its registry' },
];

/** Values of those settings that ask for nothing. */
const HARMLESS: ReadonlySet<string> = new Set(['', 'false', '-1', 'DISABLED', 'PrefixSchemaIdSerializer']);

/** Refuses settings that would be passed over silently otherwise. */
export function refuseUnsupported(props: Properties): void {
  for (const [key, value] of Object.entries(props)) {
    const found = UNSUPPORTED.find((each) => each.key.test(key));
    if (found === undefined || HARMLESS.has(value.slice(value.lastIndexOf('.') + 1))) continue;
    throw new ConfigError(`The configuration ${key} is not supported: ${found.instead}.`);
  }
}

export function registryUseOf(config: RegistryConfig, { use }: ConverterOptions): RegistryUse {
  const purpose = use === 'key' ? 'key' : 'value';
  const id = config['use.schema.id'];
  return {
    use: purpose,
    subjects: createSubjectNames(findStrategy(config[`${purpose}.subject.name.strategy`])!, purpose),
    register: config['auto.register.schemas'],
    schemaId: id >= 0 ? id : null,
    idStrict: config['id.compatibility.strict'],
    useLatest: config['use.latest.version'],
    latestStrict: config['latest.compatibility.strict'],
    latestTtlMs: config['latest.cache.ttl.sec'] * 1000,
    normalize: config['normalize.schemas'],
    schemaCacheSize: Math.max(1, config['schemas.cache.config']),
    subjectCacheSize: config['max.schemas.per.subject'],
  };
}

/** The client of the registry that a configuration names. Nothing is asked before it is needed. */
export function registryClientOf(config: RegistryConfig, props: Properties): RegistryClient {
  return createRegistryClient(createRegistryHttp(httpSettingsOf(config, props)));
}

function httpSettingsOf(config: RegistryConfig, props: Properties): RegistryHttpSettings {
  const given = config['schema.registry.url'].map((url) => new URL(url));
  const first = config['schema.registry.url.randomize'] ? Math.floor(Math.random() * given.length) : 0;
  const headers = Object.entries(props).filter(([key]) => key.startsWith(HEADER_PREFIX));
  refuseTwoSources(props);
  return {
    addresses: [...given.slice(first), ...given.slice(0, first)].map((url) => addressOf(url, config)),
    headers: Object.fromEntries(headers.map(([key, value]) => [key.slice(HEADER_PREFIX.length), value])),
    timeoutMs: config['http.connect.timeout.ms'] + config['http.read.timeout.ms'],
    maxRetries: config['max.retries'],
    firstWaitMs: config['retries.wait.ms'],
    maxWaitMs: config['retries.max.wait.ms'],
  };
}

/** `fetch` takes no address with credentials in it. */
function addressOf(url: URL, config: RegistryConfig): RegistryAddress {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  return { url: plain.href.replace(/\/$/, ''), authorization: authorizationOf(config, url) };
}

function refuseTwoSources(props: Properties): void {
  const named = ['basic.auth.credentials.source', 'bearer.auth.credentials.source'].filter((key) => (props[key] ?? '') !== '');
  if (named.length > 1) throw new ConfigError(`Only one of '${named[0]}' and '${named[1]}' may be specified`);
}

function authorizationOf(config: RegistryConfig, url: URL): string | null {
  const token = config['bearer.auth.token'].value;
  const basic = basicCredentials(config, url);
  if (token !== '' && basic !== null) {
    throw new ConfigError('A schema registry is given user and password, or a bearer.auth.token, not both');
  }
  if (token !== '') return `Bearer ${token}`;
  return basic === null ? null : `Basic ${Buffer.from(basic).toString('base64')}`;
}

function basicCredentials(config: RegistryConfig, url: URL): string | null {
  if (config['basic.auth.credentials.source'] !== 'USER_INFO') {
    return url.username === '' ? null : `${decoded(url.username)}:${decoded(url.password)}`;
  }
  const info = config['basic.auth.user.info'].value || config['schema.registry.basic.auth.user.info'].value;
  if (info !== '') return info;
  throw new ConfigError('basic.auth.user.info has to be given where basic.auth.credentials.source is USER_INFO');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError('User and password within schema.registry.url have to be percent-encoded');
  }
}
