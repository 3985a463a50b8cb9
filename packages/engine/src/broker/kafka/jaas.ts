import { BadRequestError } from '../../model/errors.ts';

const option = /\s*([A-Za-z0-9_.]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s;"']+))/y;

/**
 * The options of a `sasl.jaas.config`: `Module required name="value" other='value';`. Throws BadRequestError where it is written
 * wrongly; the message has no part of it, since it holds secrets.
 */
export function parseJaas(text: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  if (text.trim() === '') return options;
  const head = /^\s*[\w.$]+\s+(?:required|requisite|sufficient|optional)/i.exec(text);
  if (head === null) throw malformed();
  option.lastIndex = head[0].length;
  for (;;) {
    const from = option.lastIndex;
    const found = option.exec(text);
    if (found === null) {
      if (!/^\s*;\s*$/.test(text.slice(from))) throw malformed();
      return options;
    }
    const [, name, double, single, bare] = found;
    options.set(name!, bare ?? (double ?? single ?? '').replaceAll(/\\(.)/g, '$1'));
  }
}

function malformed(): BadRequestError {
  return new BadRequestError(
    'sasl.jaas.config is malformed: a login module, a control flag and options are needed, with a semicolon at the end, as in ' +
      'org.apache.kafka.common.security.plain.PlainLoginModule required username="…" password="…";',
  );
}
