import { describe, expect, it } from 'vitest';
import { formatRequestTarget, parseRequestTarget } from './request-target.ts';

describe('a request target', () => {
  it.each([
    ['/', []],
    ['/connectors', ['connectors']],
    ['/connectors/', ['connectors']],
    ['/connectors;a=b/x;c=d', ['connectors', 'x']],
    ['/connectors/x%3Ba=b', ['connectors', 'x;a=b']],
    ['/connectors/;a=b', ['connectors']],
    ['/;a=b', []],
    ['/connectors/a%2Fb%20c', ['connectors', 'a/b c']],
    ['/connectors/%25', ['connectors', '%']],
    ['/connectors/%2541', ['connectors', '%41']],
    ['/connectors/a+b', ['connectors', 'a+b']],
    ['/connectors/..', ['connectors', '..']],
    ['/connectors/%F0%9F%98%80', ['connectors', '😀']],
    ['/connectors/__proto__', ['connectors', '__proto__']],
    ['http://example:80/connectors/x?y', ['connectors', 'x']],
    ['http://example', []],
  ])('%s has its segments decoded once', (target, segments) => {
    expect(parseRequestTarget(target).segments).toEqual(segments);
  });

  it.each([
    '//',
    '//connectors',
    '/connectors//',
    '/connectors//config',
    '/connectors/;a=b/config',
    '/connectors/a%00b',
    '/connectors/%7F',
  ])('%s is refused with 400', (target) => {
    expect(() => parseRequestTarget(target)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('is 404 where it names no resource', () => {
    expect(() => parseRequestTarget('*')).toThrow(expect.objectContaining({ status: 404 }));
  });

  it.each(['/connectors/%', '/connectors/%zz', '/connectors/%ff', '/connectors/%E6%97'])('%s is refused with 400', (target) => {
    expect(() => parseRequestTarget(target)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('has its query decoded, in order', () => {
    expect(parseRequestTarget('/x?a=1&b&a=%26+%zz&=c&__proto__=d').query).toEqual([
      ['a', '1'],
      ['b', ''],
      ['a', '%26 %zz'],
      ['', 'c'],
      ['__proto__', 'd'],
    ]);
  });

  it('can be written so that it reads the same again', () => {
    const target = parseRequestTarget("/connectors/a%2Fb%25'(*)/x?expand=a,b&expand=%23/?");
    expect(formatRequestTarget(target)).toBe('/connectors/a%2Fb%25%27%28%2A%29/x?expand=a%2Cb&expand=%23%2F%3F');
    expect(parseRequestTarget(formatRequestTarget(target))).toEqual(target);
  });
});
