import { isDeepStrictEqual } from 'node:util';
import type { KnownDifference } from './difference.ts';

interface SeenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Both sides answered. */
interface Answers {
  readonly what: string;
  readonly java: SeenAnswer;
  readonly ours: SeenAnswer;
}

/** What docs/known-differences.md tells, as tests of what was seen. The first that holds counts. */
export const knownDifferences: readonly KnownDifference[] = [
  answers("a client's mistake is 400, not 500", ({ java, ours }) => java.status === 500 && ours.status === 400),
  answers(
    'a method that is not allowed is answered with those that are, as HTTP asks for',
    ({ java, ours }) => ours.status === 405 && isDeepStrictEqual(java, without(ours, 'allow')),
  ),
  answers(
    'what the HTTP server refuses is answered in JSON as all else',
    ({ java, ours }) => isOfServer(java) && java.status === ours.status && typeof ours.body === 'object',
  ),
  answers(
    'names and paths that Jetty refuses are taken',
    ({ what, java, ours }) => isOfServer(java) && java.status === 400 && ours.status < 500 && ODD_TARGET.test(what),
  ),
  answers(
    'connectors are listed in the order in which they were made',
    ({ what, java, ours }) => what.startsWith('GET /connectors?') && isDeepStrictEqual(inOrder(java.body), inOrder(ours.body)),
  ),
  answers('a path is taken up to 16 kB', ({ java }) => java.status === 414),
  answers('what is percent-encoded without need is decoded', ({ what }) => what.includes('/%63onnectors')),
  answers(
    'a semicolon in a name is encoded in Location',
    ({ java, ours }) =>
      java.headers['location'] !== undefined && java.headers['location'] === ours.headers['location']?.replaceAll('%3B', ';'),
  ),
  {
    reason: 'a semicolon in a name is encoded in Location',
    holds: ({ what }) => /^the name "a;b(?:=c)?" \/ GET where Location says/.test(what),
  },
  {
    reason: 'names with braces, and the names . and .., are names like others',
    holds: ({ what }) => /^the name "(?:\.|\.\.|.*\{.*)" \//.test(what),
  },
  answers(
    'Accept and Content-Type are read leniently',
    ({ what, java, ours }) =>
      (java.status === 400 && / with Accept: /.test(what)) || (java.status === 400 && ours.status === 415),
  ),
  answers(
    'the content type is always application/json',
    ({ java, ours }) => withoutType(java) === withoutType(ours) && java.headers['content-type'] !== undefined,
  ),
  answers(
    'content types of requests among workers are checked',
    ({ what, java }) => /\/(?:tasks|fence) /.test(what) && java.status >= 400,
  ),
  answers('bodies that are compressed, or not UTF-8, are refused', ({ what }) =>
    /^(?:gzip|deflate|br|an unknown encoding)|ÿþ/.test(what),
  ),
  answers('a Host header may say anything', ({ what, java }) => java.status === 400 && / with Host:/.test(what)),
  answers('keys may be longer than 50,000 characters', ({ java }) => JSON.stringify(java.body).includes('getMaxNameLength')),
  answers(
    'what is no HTTP to the parser of Node.js, or none of its methods, is refused before it is looked at',
    ({ what, ours }) => ours.status >= 400 && /^(?:\w+ \/(?!connectors)|(?:get|Get|NOPE|G) \/connectors|\w+ +$)/.test(what),
  ),
  answers(
    'the number of a task is written with the digits 0 to 9',
    ({ what, ours }) => what.includes('/tasks/%D9%A1/') && ours.status === 404,
  ),
  {
    reason: 'null as the value of a setting is refused',
    holds: ({ what }) => /^"(?:topic|file|batch\.size|tasks\.max)":null \//.test(what),
  },
  answers(
    'null as the topic of the offsets is an error of validation',
    ({ what, java, ours }) => what.includes('"offsets.storage.topic":null') && java.status === 500 && ours.status === 200,
  ),
  answers(
    'a source may have a dead letter queue, and names its setting in use',
    ({ what, java, ours }) =>
      what.startsWith('FileStreamSource / ') &&
      what.includes('"errors.deadletterqueue.topic.name"') &&
      isDeepStrictEqual(java, withoutSetting(ours, 'errors.deadletterqueue.topic.name')),
  ),
  answers(
    'the version of a plugin that is not there is told as an error of validation',
    ({ java, ours }) => java.status === 500 && ours.status === 200 && JSON.stringify(java.body).includes('availableVersions()'),
  ),
  answers('the plugins that are installed differ', ({ java, ours }) =>
    [java, ours].every(({ body }) => /PluginDesc\{|^Unknown plugin|^Invalid plugin class/.test(messageOf(body))),
  ),
  answers(
    "the connectors of Kafka's own tests come along",
    ({ what, java }) => java.status >= 400 && /\/(?:Mock|Verifiable)(?:Source|Sink)\//.test(what),
  ),
  answers('the text of the JVM', ({ java }) => /Invalid regex: null/.test(JSON.stringify(java.body))),
  {
    reason: 'a text that is to be read as a time without a format is told as an error of the data',
    holds: ({ what, ours }) =>
      /^TimestampConverter(?!.*"format").* \/ status$/.test(what) && JSON.stringify(ours).includes('errors.DataException'),
  },
  {
    reason: "what a connector throws at offsets is the caller's mistake",
    holds: ({ what, java, ours }) =>
      /PATCH \S+\/offsets \/ the answer$/.test(what) && statusIn(java) === 500 && statusIn(ours) === 400,
  },
  {
    reason: 'a task of a stopped connector is not there',
    holds: ({ what, java, ours }) =>
      /tasks\/\d\/restart \/ /.test(what) &&
      /no known leader URL/.test(JSON.stringify(java)) &&
      /Unknown task/.test(JSON.stringify(ours)),
  },
  {
    reason: 'a source that cannot read its file fails',
    holds: ({ ours }) => /Couldn't read file/.test(JSON.stringify(ours)),
  },
  {
    reason: 'a task that could not be made tells the version that it should have had',
    holds: ({ java, ours }) =>
      /"state":"FAILED"/.test(JSON.stringify(ours)) && isDeepStrictEqual(withoutVersions(java), withoutVersions(ours)),
  },
  { reason: 'a file is read by bytes', holds: ({ what }) => what.endsWith('/ offsets of the source') },
  {
    reason: 'bytes printed as text are a hash of their content',
    holds: ({ java, ours }) =>
      typeof java === 'string' && typeof ours === 'string' && withoutHashes(java) === withoutHashes(ours),
  },
  answers(
    'a partition that is missing is refused',
    ({ what, java, ours }) =>
      /^src\d+ stopped/.test(what) && java.status === 200 && messageOf(ours.body).includes('partition for a source'),
  ),
  answers(
    'offsets are reset without a producer of the connector',
    ({ what, java, ours }) => what.includes('DELETE /connectors/v/offsets') && java.status === 500 && ours.status === 200,
  ),
  {
    reason: 'clients of the embedded store need no brokers',
    holds: ({ what }) => what.startsWith('"producer.override.bootstrap.servers"'),
  },
  {
    reason: 'a loggers list has the loggers of the program',
    holds: ({ what }) => what.endsWith('GET /admin/loggers'),
  },
];

/** Paths that Jetty does not take: names that are encoded so that it is in doubt, characters that no URL has, other hosts. */
const ODD_TARGET = /^(?:GET|DELETE|OPTIONS|PUT) (?:https?:\/\/\S+|\*|\/\.\.\/\S*|\S*(?:%2[ef5]|%5c|[\\"<>{}|^`[\]])\S*)(?: |$)/i;

function answers(reason: string, holds: (answers: Answers) => boolean): KnownDifference {
  return {
    reason,
    holds: ({ what, java, ours }) => isAnswer(java) && isAnswer(ours) && holds({ what, java, ours }),
  };
}

/** Of an answer in a list, with its status first. */
function statusIn(seen: unknown): unknown {
  return Array.isArray(seen) ? seen[0] : undefined;
}

function isAnswer(value: unknown): value is SeenAnswer {
  return value !== null && typeof value === 'object' && 'status' in value && 'body' in value && 'headers' in value;
}

/** Jetty's own page, or what it leaves of it for other methods than GET. */
function isOfServer({ body }: SeenAnswer): boolean {
  return body === '<a page of the HTTP server>' || body === '' || (body as { url?: string }).url !== undefined;
}

function without(answer: SeenAnswer, header: string): unknown {
  const { [header]: _left, ...headers } = answer.headers;
  return { ...answer, headers };
}

function withoutType({ status, headers, body }: SeenAnswer): string {
  const { 'content-type': _type, ...others } = headers;
  const shown = body === '<a page of the HTTP server>' || typeof body === 'string' ? '' : body;
  return JSON.stringify([status, others, shown]);
}

function inOrder(body: unknown): unknown {
  return Array.isArray(body) ? body.map(String).toSorted() : body;
}

function messageOf(body: unknown): string {
  return body !== null && typeof body === 'object' && 'message' in body ? String(body.message) : '';
}

/** An answer to a validation without one of its settings. */
function withoutSetting(answer: SeenAnswer, name: string): unknown {
  const { configs } = answer.body as { readonly configs?: readonly { readonly value: { readonly name: string } }[] };
  if (configs === undefined) return answer;
  return { ...answer, body: { ...(answer.body as object), configs: configs.filter(({ value }) => value.name !== name) } };
}

function withoutVersions(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/"version":(?:null|"[^"]*")/g, '"version":null'));
}

function withoutHashes(text: string): string {
  return text.replaceAll(/\[B@[\da-f]+/g, '[B@');
}
