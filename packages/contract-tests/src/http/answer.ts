import { isDeepStrictEqual } from 'node:util';
import { RuleFailure } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { mediaType } from '../media-type.ts';
import type { AnswerData } from './answer-data.ts';

/**
 * One request and what came back, with the checks that rules make of it. Each check throws a RuleFailure that shows this exchange, and
 * otherwise gives the answer itself, so that checks can be chained: `(await ctx.get('/')).hasStatus(200).hasJson()`.
 */
export class Answer {
  readonly data: AnswerData;
  readonly status: number;
  readonly text: string;
  /** What the JSON says, or the text where it is none; undefined if it was empty. */
  readonly body: unknown;
  private readonly isJson: boolean;

  constructor(data: AnswerData) {
    this.data = data;
    this.status = data.status;
    this.text = data.text;
    const parsed = parse(data.text);
    this.isJson = parsed.isJson;
    this.body = parsed.body;
  }

  get exchange(): Exchange {
    const { method, path, requestHeaders, requestBody, status, headers } = this.data;
    return {
      method,
      path,
      requestHeaders,
      ...(requestBody !== undefined && { requestBody }),
      status,
      headers,
      ...(this.body !== undefined && { body: this.body }),
    };
  }

  /** By its name in any letter case. */
  header(name: string): string | undefined {
    return this.data.headers[name.toLowerCase()];
  }

  /** The `message` of an error; null if there is none. */
  get message(): string | null {
    const message = this.member('message');
    return typeof message === 'string' ? message : null;
  }

  /** A member of an object; undefined if the body is none or does not have it. */
  member(name: string): unknown {
    const { body } = this;
    return isObject(body) && Object.hasOwn(body, name) ? body[name] : undefined;
  }

  /** Throws a failure that shows this exchange. `expected` goes on after 'expected', `found` after 'found'. */
  fail(expected: string, found: string = this.summary()): never {
    throw new RuleFailure({ expected, found, answer: this.data });
  }

  /** Fails unless `holds`. */
  check(holds: boolean, expected: string, found?: string): this {
    return holds ? this : this.fail(expected, found);
  }

  hasStatus(...statuses: readonly number[]): this {
    return this.check(statuses.includes(this.status), `the status ${statuses.join(' or ')}`, `the status ${this.status}`);
  }

  /** Has to be JSON by its content type and its text. */
  hasJson(): this {
    const type = this.header('content-type');
    this.check(type !== undefined && mediaType(type) === 'application/json', 'Content-Type application/json', type ?? 'none');
    return this.check(this.isJson, 'JSON', this.text === '' ? 'an empty body' : clip(this.text));
  }

  /** The body is the same JSON value, members of objects in any order. */
  hasBody(expected: unknown): this {
    return this.check(isDeepStrictEqual(this.body, expected), `the body ${clip(JSON.stringify(expected))}`, clip(this.text));
  }

  hasNoBody(): this {
    return this.check(this.text === '', 'no body', `a body: ${clip(this.text)}`);
  }

  /** The body is an object with this member. */
  hasMember(name: string, expected: unknown): this {
    const found = this.member(name);
    return this.check(
      isDeepStrictEqual(found, expected),
      `\`${name}\` to be ${clip(JSON.stringify(expected))}`,
      found === undefined ? `no \`${name}\` in ${clip(this.text)}` : `\`${name}\`: ${clip(JSON.stringify(found))}`,
    );
  }

  /** An error of Kafka Connect: the status, and `{error_code, message}` that says the same. */
  isError(status: number | readonly number[], message?: string | RegExp): this {
    this.hasStatus(...[status].flat());
    const { body } = this;
    this.check(isObject(body), 'an error body {"error_code", "message"}', this.text === '' ? 'no body' : clip(this.text));
    this.hasMember('error_code', this.status);
    const extra = Object.keys(body as object).filter((name) => name !== 'error_code' && name !== 'message');
    this.check(extra.length === 0, 'nothing but `error_code` and `message` in an error', `${extra.join(', ')} as well`);
    this.check(this.member('message') !== undefined, '`message` in an error', clip(this.text));
    return message === undefined ? this : this.saysMessage(message);
  }

  saysMessage(expected: string | RegExp): this {
    const { message } = this;
    const holds = typeof expected === 'string' ? message === expected : message !== null && expected.test(message);
    return this.check(holds, `the message ${String(expected)}`, `the message ${String(this.member('message'))}`);
  }

  /** Status and body in a few words. */
  summary(): string {
    return `${this.status}${this.text === '' ? '' : ` ${clip(this.text)}`}`;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text as it is shown in a sentence. */
export function clip(text: string, length = 400): string {
  return text.length <= length ? text : `${text.slice(0, length)} … (${text.length} characters)`;
}

function parse(text: string): { isJson: boolean; body: unknown } {
  if (text === '') return { isJson: false, body: undefined };
  try {
    return { isJson: true, body: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false, body: text };
  }
}
