import { isPlainObject } from '@millrace/connector-api';
import { anyOf } from './any-of.ts';

/** Looks for values that config providers gave, and shows their variables instead. */
export interface SecretMask {
  /** From now on these values are known. By the variable as it is written. */
  learn(values: ReadonlyMap<string, string>): void;
  /** A text for people (a log line, a trace, an answer) without them. */
  hide(text: string): string;
  /** The same for all texts in arrays and plain objects. */
  hideIn<T>(data: T): T;
}

/** What is shorter is no secret, and would be found everywhere. In characters. */
const SHORTEST = 4;
/** How many texts are remembered; beyond that the oldest are forgotten. */
const MOST_TEXTS = 20_000;

export function createSecretMask(initial: ReadonlyMap<string, string> = new Map()): SecretMask {
  /** From the text to be hidden to the variable that it was last found by. */
  const variables = new Map<string, string>();
  let expression: RegExp | null = null;

  function learn(values: ReadonlyMap<string, string>): void {
    const news = [...values].flatMap(([variable, value]) => formsOf(value).map((form) => [form, variable] as const));
    const unknown = news.filter(([form, variable]) => variables.get(form) !== variable);
    if (unknown.length === 0) return;
    for (const [form, variable] of unknown) {
      variables.delete(form);
      variables.set(form, variable);
    }
    for (const oldest of variables.keys()) {
      if (variables.size <= MOST_TEXTS) break;
      variables.delete(oldest);
    }
    expression = anyOf(variables.keys());
  }

  const hide = (text: string): string =>
    expression === null ? text : text.replace(expression, (found) => variables.get(found) ?? found);

  learn(initial);
  return { learn, hide, hideIn: (data) => (expression === null ? data : mapTexts(data, hide)) };
}

/** How a value is written in messages: as it is, without the blanks around it, within JSON, within a URL. */
function formsOf(value: string): string[] {
  const trimmed = value.trim();
  const forms = new Set([value, trimmed, JSON.stringify(trimmed).slice(1, -1), encodeURIComponent(wellFormed(trimmed))]);
  return [...forms].filter((form) => form.length >= SHORTEST);
}

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** A copy with each text mapped. */
function mapTexts<T>(data: T, map: (text: string) => string): T {
  if (typeof data === 'string') return map(data) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => mapTexts(item, map)) as T;
  if (!isPlainObject(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]: [string, unknown]) => [key, mapTexts(value, map)])) as T;
}
