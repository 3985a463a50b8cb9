import { describe, expect, it } from 'vitest';
import { restoreVariables } from './restore-variables.ts';
import { createSecretMask } from './secret-mask.ts';

describe('a secret mask', () => {
  it('shows the variable instead of the value, as it is, trimmed, within JSON and within a URL', () => {
    const mask = createSecretMask(new Map([['${f:a}', ' p"ss wörd\n']]));
    expect(mask.hide('login with p"ss wörd failed')).toBe('login with ${f:a} failed');
    expect(mask.hide(JSON.stringify({ password: 'p"ss wörd' }))).toBe('{"password":"${f:a}"}');
    expect(mask.hide('db://me:p%22ss%20w%C3%B6rd@host')).toBe('db://me:${f:a}@host');
  });

  it('prefers the longer of two values, and takes no sign in them for an expression', () => {
    const mask = createSecretMask(
      new Map([
        ['${f:a}', 'a.c*'],
        ['${f:b}', 'a.c*+(1)'],
      ]),
    );
    expect(mask.hide('a.c*+(1) abcc a.c*')).toBe('${f:b} abcc ${f:a}');
  });

  it('leaves short values, which would be found everywhere', () => {
    expect(
      createSecretMask(
        new Map([
          ['${f:a}', '12'],
          ['${f:b}', ''],
        ]),
      ).hide('12 of 12'),
    ).toBe('12 of 12');
  });

  it('looks into arrays and plain objects, and leaves the rest as it is', () => {
    const mask = createSecretMask();
    const data = { a: ['secret', 1n, null], b: { c: 'a secret' }, d: new Date(0) };
    expect(mask.hideIn(data)).toBe(data);
    mask.learn(new Map([['${f:a}', 'secret']]));
    expect(mask.hideIn(data)).toEqual({ a: ['${f:a}', 1n, null], b: { c: 'a ${f:a}' }, d: data.d });
  });

  it('knows old values after new ones', () => {
    const mask = createSecretMask(new Map([['${f:a}', 'first']]));
    mask.learn(new Map([['${f:a}', 'second']]));
    expect(mask.hide('first second')).toBe('${f:a} ${f:a}');
  });
});

describe("restoring the variables of a task's configuration", () => {
  const resolved = {
    config: {},
    values: new Map([
      ['${f:a}', 'p4ssword'],
      ['${f:n}', '7'],
    ]),
    ttlMs: null,
  };

  it("takes the connector's own settings for those of the same name, whatever it made of them", () => {
    const given = { password: '${f:a}', n: '${f:n}', unknown: '${x:y}', plain: 'p' };
    const derived = { password: 'p4ssword', n: '8', unknown: 'z', plain: 'q' };
    expect(restoreVariables(given, resolved, derived)).toEqual({ ...given, plain: 'q' });
  });

  it('leaves the class of the task, which the worker has put in, as it is', () => {
    const derived = { 'task.class': 'com.example.p4sswordTask' };
    expect(restoreVariables({ 'connector.class': '${f:a}' }, resolved, derived)).toEqual(derived);
  });

  it('puts variables for long values into settings of other names, not for short ones', () => {
    const derived = { url: 'db://me:p4ssword@host', other: 'p4ssword', count: '7', __proto__: 'p4ssword' };
    expect(restoreVariables({}, resolved, derived)).toEqual({ url: 'db://me:${f:a}@host', other: '${f:a}', count: '7' });
  });
});
