import { parseJavaProperties } from '@millrace/connector-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectorsText, connectorText } from './connector-text.ts';
import { documentsOfTree } from './documents-of-tree.ts';
import { fileNames } from './file-names.ts';
import { readJsonTrees, readYamlTrees } from './read-tree.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '${file:/a:b}',
    '---',
    'true',
    '1.0',
    '9007199254740993',
    '',
    ' ',
    '\\',
    '#',
    'a: b',
    '|',
    '\n',
    'null',
    '~',
    '\u0085',
  ),
);
const key = text.filter((one) => one !== 'name' && !['__proto__'].includes(one));
const connector = fc.record({
  name: text.filter((one) => one.trim() !== '' && one.trim() === one),
  config: fc.dictionary(key, text, { noNullPrototype: true }).map((config) => ({ 'connector.class': 'X', ...config })),
});

describe('a connector that is written and read again is the same', () => {
  it.each([
    ['json', readJsonTrees],
    ['yaml', readYamlTrees],
  ] as const)('as %s', (format, read) => {
    fc.assert(
      fc.property(fc.array(connector, { minLength: 1, maxLength: 3 }), (connectors) => {
        const documents = read(connectorsText(connectors, format), 'f').flatMap(documentsOfTree);
        expect(documents.map(({ name, config }) => ({ name, config }))).toEqual(connectors);
      }),
    );
  });

  it('as properties, in ASCII', () => {
    fc.assert(
      fc.property(connector, (one) => {
        const written = connectorText(one, 'properties');
        expect(written).toMatch(/^[\n -~]*$/);
        expect(parseJavaProperties(written)).toEqual(new Map([['name', one.name], ...Object.entries(one.config)]));
      }),
    );
  });
});

describe('the name of a file', () => {
  it('is readable, safe and seen by apply', () => {
    const names = ['orders', 'a/b c', '..', '.hidden', '-f', '駅', 'CON%'];
    expect([...fileNames(names, 'yaml').values()]).toEqual([
      'orders.yaml',
      'a%2Fb%20c.yaml',
      '%2E..yaml',
      '%2Ehidden.yaml',
      '%2Df.yaml',
      '%E9%A7%85.yaml',
      'CON%25.yaml',
    ]);
  });

  it('is another one for each connector, also where case does not count, and never too long', () => {
    const names = ['Orders', 'orders', 'x'.repeat(300), `${'x'.repeat(299)}y`];
    const files = [...fileNames(names, 'json').values()];
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
    for (const file of files) expect(file.length).toBeLessThan(140);
  });
});
