import { describe, expect, it } from 'vitest';
import { BadRequestError, UnavailableError } from '../model/errors.ts';
import { settle } from '../model/manual-clock.case.ts';
import { createMessageLink } from './message-link.ts';
import { createRemoteCalls } from './remote-calls.ts';
import type { CallTable } from './remote-calls.ts';

const heard: string[] = [];

function connect(table: CallTable) {
  const [outer, inner] = createMessageLink();
  createRemoteCalls(inner, table, (name, error) => heard.push(`${name}: ${String(error)}`));
  return createRemoteCalls(outer, {}, () => undefined);
}

describe('calls across a link', () => {
  it('pass copies both ways', async () => {
    const kept: object[] = [];
    const argument = Object.fromEntries([['__proto__', 'own']]);
    const calls = connect({ echo: (value: object) => (kept.push(value), value) });
    const result = (await calls.call('echo', [argument])) as object;
    expect(kept[0]).not.toBe(argument);
    expect(result).not.toBe(kept[0]);
    expect(Object.entries(result)).toEqual([['__proto__', 'own']]);
  });

  it('are never made during the call', async () => {
    const seen: string[] = [];
    const calls = connect({ note: (text: string) => void seen.push(text) });
    calls.tell('note', ['a']);
    calls.tell('note', ['b']);
    expect(seen).toEqual([]);
    await settle();
    expect(seen).toEqual(['a', 'b']);
  });

  it('go on after one that nobody waits for has thrown', async () => {
    const seen: string[] = [];
    const calls = connect({
      note: (text: string) => {
        if (text === 'bad') throw new Error('cannot');
        seen.push(text);
      },
    });
    calls.tell('note', ['bad']);
    calls.tell('note', ['good']);
    await settle();
    expect(seen).toEqual(['good']);
    expect(heard).toEqual(['note: Error: cannot']);
  });

  it('reject with what was thrown, of its class', async () => {
    const calls = connect({
      refuse: () => {
        throw new BadRequestError('no');
      },
    });
    await expect(calls.call('refuse', [])).rejects.toEqual(new BadRequestError('no'));
    await expect(calls.call('refuse', [])).rejects.toBeInstanceOf(BadRequestError);
  });

  it.each(['missing', 'toString', 'constructor', '__proto__'])('reject for %s, which is not in the table', async (name) => {
    await expect(connect({}).call(name, [])).rejects.toThrow(`There is no call ${name}`);
  });

  it('reject what cannot be copied', async () => {
    const calls = connect({ give: () => () => 1 });
    await expect(calls.call('give', [])).rejects.toThrow('could not be cloned');
    await expect(calls.call('give', [() => 1])).rejects.toThrow('could not be cloned');
  });

  it('reject when the line is closed', async () => {
    const calls = connect({ hang: () => new Promise(() => undefined) });
    const hanging = calls.call('hang', []);
    calls.close();
    await expect(hanging).rejects.toBeInstanceOf(UnavailableError);
    await expect(calls.call('hang', [])).rejects.toBeInstanceOf(UnavailableError);
  });
});
