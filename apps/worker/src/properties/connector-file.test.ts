import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConnectorFile } from './connector-file.ts';

describe('a connector file', () => {
  let dir = '';
  beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'connector-file-'))));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (name: string, text: string) => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };

  it('may be Java properties', () => {
    const path = file('a.properties', '# source\nname=a\nconnector.class=FileStreamSource\ntasks.max = 1\n');
    expect(readConnectorFile(path)).toEqual({
      path,
      name: 'a',
      config: { name: 'a', 'connector.class': 'FileStreamSource', 'tasks.max': '1' },
      initialState: null,
    });
  });

  it('may be a JSON map of settings', () => {
    const path = file('b.json', '{"name":"b","tasks.max":1,"x":1.0,"y":true,"__proto__":"z"}');
    const { name, config } = readConnectorFile(path);
    expect(name).toBe('b');
    expect(Object.entries(config)).toEqual(
      Object.entries(JSON.parse('{"name":"b","tasks.max":"1","x":"1.0","y":"true","__proto__":"z"}')),
    );
  });

  it('may be what POST /connectors takes', () => {
    const path = file('c.json', '{"name":"c","config":{"topic":"t"},"initial_state":"stopped","tasks":[]}');
    expect(readConnectorFile(path)).toEqual({ path, name: 'c', config: { topic: 't', name: 'c' }, initialState: 'STOPPED' });
  });

  it('is known by its content, not by its name', () => {
    expect(readConnectorFile(file('d.properties', '{"name":"d"}')).name).toBe('d');
  });

  it.each([
    ['e.properties', 'a=1', "has no 'name'"],
    ['f.json', '{"a":"1"}', "has no 'name'"],
    ['g.json', '{"name":"g"', 'is not a JSON object'],
    ['h.json', '{"name":"h","config":{"name":"i"}}', 'says two names'],
    ['i.json', '{"name":"h","config":{"a":{}}}', "'a' in the connector file"],
    ['j.json', '{"name":"h","config":{},"initial_state":"SLEEPING"}', 'RUNNING, PAUSED or STOPPED'],
    ['k.properties', 'a=\\u12', 'cannot be read as Java properties'],
  ])('%s with %s is refused', (name, text, message) => {
    expect(() => readConnectorFile(file(name, text))).toThrow(message);
  });

  it('that is not there is refused', () => {
    expect(() => readConnectorFile(join(dir, 'none.properties'))).toThrow('cannot be read');
  });
});
