/** What `response.http.headers.config` asks to be done to every answer. */
export interface HeaderRule {
  readonly action: 'set' | 'add' | 'setDate' | 'addDate';
  readonly name: string;
  /** Of a date: how many milliseconds from now. */
  readonly value: string;
}

const ACTIONS = ['set', 'add', 'setDate', 'addDate'] as const;
const FORM = '[action] [header name]:[header value]';

/**
 * Reads rules separated by commas, each `[action] [header name]:[header value]`, in double quotes if it holds a comma.
 * Throws an Error that says what is wrong with which.
 */
export function parseHeaderRules(text: string): HeaderRule[] {
  if (text.trim() === '') return [];
  return splitRules(text).map(parseRule);
}

function splitRules(text: string): string[] {
  const rules = text.match(/\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|[^,]+/g) ?? [];
  return rules.map((rule) =>
    rule
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .trim(),
  );
}

function parseRule(rule: string): HeaderRule {
  const found = /^(\S+)\s+(.*)$/s.exec(rule);
  if (found === null) throw new Error(`'${rule}' is not of the form '${FORM}'`);
  const [, action, header] = found as unknown as [string, string, string];
  const known = ACTIONS.find((candidate) => candidate.toLowerCase() === action.toLowerCase());
  if (known === undefined) throw new Error(`'${action}' is not an action; there are ${ACTIONS.join(', ')}`);
  const parts = header.split(':');
  if (parts.length !== 2) throw new Error(`'${header}' is not of the form '[header name]:[header value]'`);
  const [name, value] = parts.map((part) => part.trim()) as [string, string];
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) throw new Error(`'${name}' is not the name of a header`);
  if (known.endsWith('Date') && !/^-?\d+$/.test(value))
    throw new Error(`'${value}' is not a number of milliseconds, which ${known} needs`);
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value))
    throw new Error(`the value of '${name}' has characters that a header cannot hold`);
  return { action: known, name, value };
}
