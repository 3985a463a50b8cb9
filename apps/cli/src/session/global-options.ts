import { InvalidArgumentError, Option } from 'commander';

/** What every command that speaks to a cluster takes. */
export interface GlobalOptions {
  readonly url?: readonly string[];
  readonly context?: string;
  readonly user?: string;
  readonly token?: string;
  readonly header?: readonly string[];
  /** Milliseconds. */
  readonly timeout?: number;
  readonly retry?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

const collect = (value: string, previous: readonly string[] = []) => [...previous, ...value.split(',')];
const collectWhole = (value: string, previous: readonly string[] = []) => [...previous, value];

export function globalOptions(): Option[] {
  return [
    new Option('--url <url>', 'the worker; several of one cluster may be given, the next is asked when one is down').argParser(
      collect,
    ),
    new Option('--context <name>', 'the cluster of that name (see `millrace context`)'),
    new Option('--user <name:password>', 'authenticate by HTTP Basic'),
    new Option('--token <token>', 'authenticate by a bearer token'),
    new Option('--header <name: value>', 'send this header too; may be repeated').argParser(collectWhole),
    new Option('--timeout <time>', 'how long one request, or all of a wait, may take: 500ms, 30s, 5m').argParser(duration),
    new Option('--no-retry', 'try each request once only'),
    new Option('--no-color', 'no colours'),
    new Option('-q, --quiet', 'nothing but results and errors'),
    new Option('-v, --verbose', 'tell each request on stderr'),
  ];
}

const unitMs = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** `500ms`, `30s`, `1.5m`, or seconds without a unit → milliseconds. */
export function duration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * unitMs.get(unit)!;
  if (!(ms > 0)) throw new InvalidArgumentError(`It has to be a time such as 500ms, 30s or 5m.`);
  return ms;
}
