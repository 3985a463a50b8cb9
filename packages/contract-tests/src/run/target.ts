import { CannotRun } from '../errors.ts';
import { isObject, type Answer } from '../http/answer.ts';
import type { HttpClient } from '../http/http-client.ts';
import { connectorPath } from '../http/path.ts';
import { newestLevel, oldestLevel, compareVersions, readVersion, type KafkaVersion } from '../kafka-version.ts';

/** What is found out about an implementation before anything else. */
export interface TargetInfo {
  /** What `GET /` says; null if it does not. */
  readonly version: string | null;
  readonly level: KafkaVersion;
  readonly levelFrom: 'option' | 'GET /';
  /** Whether it is Apache's standalone worker. */
  readonly standalone: boolean;
  /** What `GET /connector-plugins?connectorsOnly=false` lists; null if it does not. */
  readonly plugins: readonly Plugin[] | null;
}

export interface Plugin {
  readonly class: string;
  readonly type: string;
}

/** Finds out whether there is a Kafka Connect, and which. Throws a CannotRun that says what is there instead. */
export async function inspectTarget(http: HttpClient, level: KafkaVersion | null, unusedName: string): Promise<TargetInfo> {
  await assertConnect(http);
  const version = await versionOf(http);
  return {
    version,
    ...levelOf(level, version),
    standalone: await isStandalone(http, unusedName),
    plugins: await pluginsOf(http),
  };
}

/** Throws a CannotRun unless a Kafka Connect answers. */
export async function assertConnect(http: HttpClient): Promise<void> {
  const names = await http.send('GET', '/connectors').catch((error: unknown) => {
    throw new CannotRun('unreachable', `Nothing answers at ${http.baseUrl}: ${(error as Error).message}`, { cause: error });
  });
  refuseOthers(names, http.baseUrl);
}

function refuseOthers(names: Answer, baseUrl: string): void {
  if (names.status === 401 || names.status === 403) {
    throw new CannotRun('unauthorized', `${baseUrl} answers ${names.status}: give --user or --header with what it asks for`);
  }
  const isList = names.status === 200 && Array.isArray(names.body) && names.body.every((name) => typeof name === 'string');
  if (isList) return;
  throw new CannotRun(
    'not-connect',
    `There is no Kafka Connect at ${baseUrl}: GET /connectors has to give a JSON array of names, not ${names.summary()}`,
  );
}

async function versionOf(http: HttpClient): Promise<string | null> {
  const root = await http.send('GET', '/');
  const version = root.status === 200 ? root.member('version') : undefined;
  return typeof version === 'string' ? version : null;
}

function levelOf(given: KafkaVersion | null, version: string | null): Pick<TargetInfo, 'level' | 'levelFrom'> {
  if (given !== null) return { level: given, levelFrom: 'option' };
  const found = version === null ? null : readVersion(version);
  if (found === null) {
    throw new CannotRun(
      'no-level',
      `GET / tells no version of Kafka (${version ?? 'none at all'}): say with --level which one it claims`,
    );
  }
  if (compareVersions(found, oldestLevel) < 0) {
    throw new CannotRun(
      'no-level',
      `Kafka ${found} is older than any that the rules know (${oldestLevel}); --level ${oldestLevel} tries all the same`,
    );
  }
  return { level: compareVersions(found, newestLevel) > 0 ? newestLevel : found, levelFrom: 'GET /' };
}

/** Only a standalone worker says that it takes no configurations of tasks; for a connector that is not there nobody does anything. */
async function isStandalone(http: HttpClient, unusedName: string): Promise<boolean> {
  const { status, message } = await http.send('POST', connectorPath(unusedName, '/tasks'), { json: [] });
  return status === 500 && message !== null && /standalone mode/.test(message);
}

async function pluginsOf(http: HttpClient): Promise<Plugin[] | null> {
  const answer = await http.send('GET', '/connector-plugins?connectorsOnly=false');
  if (answer.status !== 200 || !Array.isArray(answer.body)) return null;
  return answer.body.filter(
    (one) => isObject(one) && typeof one['class'] === 'string' && typeof one['type'] === 'string',
  ) as Plugin[];
}
