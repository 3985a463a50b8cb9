import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocuments } from './read-documents.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let number = 0;
const read = async (extension: string, text: string | Buffer) => {
  const file = join(folder, `${number++}${extension}`);
  await writeFile(file, text);
  return (await readDocuments([file])).map(({ place, ...document }) => ({ ...document, line: place.split(':').at(-1) }));
};

describe('a YAML file', () => {
  it('keeps each value as it is written', async () => {
    const yaml =
      'name: a\nconfig:\n  int: 9007199254740993\n  float: 1.0\n  exp: 1e3\n  hex: 0x1F\n  bool: True\n  yes: yes\n  date: 2026-01-01\n  secret: ${file:/x:y}\n  text: |\n    two\n    lines\n';
    expect((await read('.yaml', yaml))[0]!.config).toEqual({
      int: '9007199254740993',
      float: '1.0',
      exp: '1e3',
      hex: '0x1F',
      bool: 'True',
      yes: 'yes',
      date: '2026-01-01',
      secret: '${file:/x:y}',
      text: 'two\nlines\n',
    });
  });

  it('holds several connectors, and takes over what others have by aliases and merge keys', async () => {
    const yaml =
      'name: a\nconfig: {x: 1}\n---\n---\n# nothing\n---\n- name: b\n  config: &base {x: 1, y: 2}\n- name: c\n  config:\n    <<: *base\n    y: 3\n';
    expect(await read('.yml', yaml)).toEqual([
      { name: 'a', config: { x: '1' }, line: '1' },
      { name: 'b', config: { x: '1', y: '2' }, line: '7' },
      { name: 'c', config: { x: '1', y: '3' }, line: '9' },
    ]);
  });

  it('has `__proto__` and `constructor` as ordinary keys and names', async () => {
    const [document] = await read('.yaml', 'name: __proto__\nconfig: {__proto__: a, constructor: b}\n');
    expect(document!.name).toBe('__proto__');
    expect(Object.entries(document!.config)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('that would become a billion values is refused', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array.from({ length: 10 }, () => `*l${n}`).join(', ')}]\n`,
    );
    await expect(read('.yaml', `l0: &l0 x\n${levels.join('')}`)).rejects.toThrow(/too much/);
  });
});

describe('a JSON file', () => {
  it('keeps each value as it is written', async () => {
    const json =
      '\uFEFF{"name": "a", "config": {"int": 9007199254740993, "float": 1.0, "exp": 1E3, "bool": true, "text": "\\ud83d\\ude82 \\/ \\u0041"}}';
    expect((await read('.json', json))[0]!.config).toEqual({
      int: '9007199254740993',
      float: '1.0',
      exp: '1E3',
      bool: 'true',
      text: '🚂 / A',
    });
  });

  it('takes a request, bare settings, an answer, an expanded list, one after the other or in a list', async () => {
    const json = `{"name": "a", "config": {"x": "]}\\"["}, "initial_state": "stopped"}
[{"name": "b", "connector.class": "X"},
 {"name": "c", "config": {"name": "c"}, "tasks": [{"connector": "c", "task": 0}], "type": "sink"}]
{"d": {"info": {"name": "d", "config": {}, "tasks": [], "type": "source"}, "status": {}}}`;
    expect(await read('.json', json)).toEqual([
      { name: 'a', config: { x: ']}"[' }, initial_state: 'STOPPED', line: '1' },
      { name: 'b', config: { 'connector.class': 'X' }, line: '2' },
      { name: 'c', config: {}, line: '3' },
      { name: 'd', config: {}, line: '4' },
    ]);
  });

  it('may have a key of any length, and none twice', async () => {
    const key = 'k'.repeat(5000);
    expect((await read('.json', `{"name": "a", "config": {"${key}": 1}}`))[0]!.config).toEqual({ [key]: '1' });
    await expect(read('.json', '{"name": "a", "config": {"x": 1, "x": 2}}')).rejects.toThrow(/:1: Map keys must be unique/);
  });
});

describe('a properties file', () => {
  it('holds one connector, or several between dashes', async () => {
    expect(await read('.properties', '# one\nname=a\nx = 1\n---\nname=b\ny=\\u00e4\\\n  b\n')).toEqual([
      { name: 'a', config: { x: '1' }, line: '1' },
      { name: 'b', config: { y: 'äb' }, line: '5' },
    ]);
  });

  it('is UTF-8 or ISO 8859-1', async () => {
    expect((await read('.properties', 'name=🚂\n'))[0]!.name).toBe('🚂');
    expect((await read('.properties', Buffer.from('name=\xE4\n', 'latin1')))[0]!.name).toBe('ä');
  });
});

describe('files', () => {
  it('without a telling name are known by what is in them', async () => {
    expect((await read('.txt', '# hello\n\nname = a\n'))[0]!.name).toBe('a');
    expect((await read('.txt', '\n {"name": "b", "config": {}}'))[0]!.name).toBe('b');
    expect((await read('.txt', '# x=y\n---\nname: c\nconfig: {x: a=b}\n'))[0]!.name).toBe('c');
  });

  it('are found in a folder and below it, each once, hidden and other ones passed over', async () => {
    const all = join(folder, 'all');
    await mkdir(join(all, 'deep', '.git'), { recursive: true });
    for (const [file, name] of [
      ['b.yaml', 'b'],
      ['deep/a.json', 'a'],
      ['.hidden.yaml', 'h'],
      ['deep/.git/x.yaml', 'g'],
      ['README.md', 'r'],
    ] as const)
      await writeFile(join(all, file), `{"name": "${name}", "config": {}}`);
    expect((await readDocuments([all, join(all, 'b.yaml')])).map(({ name }) => name)).toEqual(['b', 'a']);
  });
});
