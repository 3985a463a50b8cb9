import { json, type Session } from '../session.ts';

const OPERATIONS: readonly (readonly [string, string])[] = [
  ['POST', '/connectors'],
  ['PUT', '/connectors/none/config'],
  ['PATCH', '/connectors/none/config'],
  ['PATCH', '/connectors/none/offsets'],
  ['PUT', '/connector-plugins/FileStreamSource/config/validate'],
  ['PUT', '/admin/loggers/side.by.side'],
  ['POST', '/connectors/none/tasks'],
];

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

/** Texts that are not JSON, or not quite, or of another shape than is wanted. */
const TEXTS: readonly (string | Buffer)[] = [
  '',
  ' ',
  '\n',
  'null',
  ' null ',
  'true',
  '1',
  '"x"',
  '""',
  '[]',
  '[{}]',
  '[null]',
  '{}',
  ' {} ',
  '{}{}',
  '{} x',
  '{} null',
  '{}]',
  '{',
  '{"',
  '{"name',
  '{"name":',
  '{"name"}',
  '{name:"x"}',
  "{'name':'x'}",
  '{"a":1,}',
  '{,}',
  '[1,]',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":01}',
  '{"a":+1}',
  '{"a":.5}',
  '{"a":1.}',
  '{"a":0x1}',
  '{"a":1e}',
  '{"a":-}',
  '/* c */{}',
  '// c\n{}',
  '# c\n{}',
  '{"a":"\t"}',
  '{"a":"\\x"}',
  '{"a":"\\u12"}',
  '{"a":"\\ud800"}',
  '{"a":tru}',
  '{"a":undefined}',
  '<a/>',
  'name=x&config=y',
  Buffer.concat([UTF8_MARK, Buffer.from('{}')]),
  utf16('{}'),
  Buffer.from('{"a":"\xff"}', 'latin1'),
  Buffer.from('{"a":"\xc3\xa9"}', 'latin1'),
  `{"a":${'['.repeat(600)}${']'.repeat(600)}}`,
  `{"a":${'['.repeat(1200)}${']'.repeat(1200)}}`,
  `{"a":${'9'.repeat(900)}}`,
  `{"a":${'9'.repeat(1200)}}`,
  `{"${'k'.repeat(60_000)}":"x"}`,
];

/** Bodies of every kind to every operation that takes one. */
export async function bodies(session: Session): Promise<void> {
  for (const [method, target] of OPERATIONS) {
    for (const text of TEXTS) {
      await session.note(`${method} ${target} ${JSON.stringify(text.toString('latin1')).slice(0, 80)}`, {
        method,
        target,
        ...json(text),
      });
    }
  }
}
