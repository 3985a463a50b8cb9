import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { newestLevel, oldestLevel, readVersion } from '../kafka-version.ts';
import type { RuleProfile } from '../rule.ts';
import type { ReportFiles } from '../reports/write-reports.ts';
import type { RunReport } from '../run-report.ts';
import type { Config, Fixtures } from '../run/fixtures.ts';
import { defaultConcurrency, defaultTimeoutMs, type ContractTestOptions } from '../run/options.ts';

export const usage = `usage: millrace-contract-tests --url http://host:8083 [options]
       millrace-contract-tests --list [text|json|markdown]

  --url URL            a worker; give it several times for rules that need several workers of one cluster
  --level ${oldestLevel} … ${newestLevel}  the Kafka version that it claims; found from GET / when not given
  --profile NAME       core, standard, admin, data, cluster or all (the default); several separated by commas
  --grep PATTERN       only rules whose id matches this regular expression
  --header 'N: V'      sent with every request; may be given several times
  --user NAME:PASSWORD basic authentication
  --insecure           takes certificates that nobody vouches for
  --cacert FILE        certificates to trust, PEM
  --fixture PAIR       source=FILE,sink=FILE: JSON files with settings of connectors to test with; {{topic}} and {{name}} are filled in
  --allow WHAT         cluster-loggers: levels of the whole cluster may be changed
  --concurrency N      rules at a time (${defaultConcurrency})
  --timeout SECONDS    how long to wait for something to come true (${defaultTimeoutMs / 1000})
  --baseline FILE      a former --json report: tells what got better and what got worse
  --exceptions FILE    JSON: ids of rules that are known to fail, each with its reason
  --json FILE, --junit FILE, --html FILE, --badge FILE   write a report
  --list [FORMAT]      prints the rules as text, json or markdown
  --quiet              prints failures and the result only
  --help, --version

Exit code: 0 passed, 1 rules failed, 2 could not be run.`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'list'; readonly format: 'text' | 'json' | 'markdown' }
  | { readonly kind: 'run'; readonly options: ContractTestOptions; readonly files: ReportFiles; readonly quiet: boolean };

/** Reads the arguments of the command, and the files that they name. Throws a UsageError. */
export function readCommandLine(args: readonly string[]): Command {
  const values = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values.list !== undefined) return { kind: 'list', format: listFormat(values.list) };
  if (values.url === undefined) throw new UsageError('--url is missing: the address of a worker, such as http://localhost:8083');
  return {
    kind: 'run',
    quiet: values.quiet ?? false,
    files: { json: values.json ?? null, junit: values.junit ?? null, html: values.html ?? null, badge: values.badge ?? null },
    options: {
      url: values.url,
      level: levelOf(values.level),
      profile: profileOf(values.profile),
      grep: values.grep ?? null,
      headers: Object.fromEntries((values.header ?? []).map(headerOf)),
      user: values.user ?? null,
      insecure: values.insecure ?? false,
      cacert: values.cacert === undefined ? null : read(values.cacert),
      fixture: fixturesOf(values.fixture ?? []),
      allow: (values.allow ?? []).map(allowanceOf),
      concurrency: numberOf('--concurrency', values.concurrency, defaultConcurrency),
      timeoutMs: numberOf('--timeout', values.timeout, defaultTimeoutMs / 1000) * 1000,
      baseline: values.baseline === undefined ? null : baselineOf(values.baseline),
      exceptions: values.exceptions === undefined ? {} : (readJson(values.exceptions) as Record<string, string>),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: withListFormat(args), options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

const options = {
  url: { type: 'string', multiple: true },
  level: { type: 'string' },
  profile: { type: 'string' },
  grep: { type: 'string' },
  header: { type: 'string', multiple: true },
  user: { type: 'string' },
  insecure: { type: 'boolean' },
  cacert: { type: 'string' },
  fixture: { type: 'string', multiple: true },
  allow: { type: 'string', multiple: true },
  concurrency: { type: 'string' },
  timeout: { type: 'string' },
  baseline: { type: 'string' },
  exceptions: { type: 'string' },
  json: { type: 'string' },
  junit: { type: 'string' },
  html: { type: 'string' },
  badge: { type: 'string' },
  list: { type: 'string' },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** `--list` alone is `--list text`. */
function withListFormat(args: readonly string[]): string[] {
  return args.flatMap((arg, index) =>
    arg === '--list' && (args[index + 1] ?? '--').startsWith('--') ? ['--list', 'text'] : [arg],
  );
}

function listFormat(text: string): 'text' | 'json' | 'markdown' {
  if (text === 'text' || text === 'json' || text === 'markdown') return text;
  throw new UsageError(`--list is text, json or markdown, not ${text}`);
}

function levelOf(text: string | undefined): ContractTestOptions['level'] {
  if (text === undefined) return null;
  const level = readVersion(text);
  if (level === null) throw new UsageError(`--level is a version of Kafka such as ${newestLevel}, not ${text}`);
  return level;
}

function profileOf(text: string | undefined): ContractTestOptions['profile'] {
  if (text === undefined || text === 'all') return 'all';
  return text.split(',').map((one) => one.trim()) as RuleProfile[];
}

function headerOf(text: string): [string, string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new UsageError(`--header is 'Name: value', not ${text}`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

function allowanceOf(text: string): 'cluster-loggers' {
  if (text === 'cluster-loggers') return text;
  throw new UsageError(`--allow is cluster-loggers, not ${text}`);
}

function numberOf(option: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new UsageError(`${option} is a number above 0, not ${text}`);
  return value;
}

/** `source=a.json,sink=b.json`. */
function fixturesOf(pairs: readonly string[]): Fixtures {
  const found = new Map<string, Config>();
  for (const pair of pairs.flatMap((one) => one.split(','))) {
    const [, kind = '', file = ''] = /^(source|sink)=(.+)$/.exec(pair.trim()) ?? [];
    if (kind === '') throw new UsageError(`--fixture is source=FILE,sink=FILE, not ${pair}`);
    found.set(kind, configOf(file));
  }
  return Object.fromEntries(found);
}

/** A file with settings, or with a whole connector as POST /connectors takes it. */
function configOf(file: string): Config {
  const json = readJson(file);
  const settings = json['config'] ?? json;
  if (typeof settings !== 'object' || settings === null) throw new UsageError(`${file} has to hold the settings of a connector`);
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)]));
}

function baselineOf(file: string): RunReport {
  const json = readJson(file);
  if (json['format'] !== 1 || !Array.isArray(json['outcomes'])) throw new UsageError(`${file} is no report that --json wrote`);
  return json as unknown as RunReport;
}

function readJson(file: string): Record<string, unknown> {
  const text = read(file);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  throw new UsageError(`${file} has to hold a JSON object`);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
