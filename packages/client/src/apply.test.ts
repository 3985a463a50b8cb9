import { describe, expect, test, vi } from 'vitest';
import { createScriptedConnect } from '../test/scripted-connect.ts';
import { ApplyError, type DesiredConnector } from './apply.ts';

type Configs = Map<string, Record<string, unknown>>;

/** A server that keeps connectors and, as some do, adds settings of its own. */
function createServer(names: readonly string[] = []) {
  const configs: Configs = new Map();
  const put = (name: string, config: object) => {
    const texts = Object.entries(config).map(([key, value]) => [key, String(value)]);
    configs.set(name, { ...Object.fromEntries(texts), name, '__internal.config.version': String(configs.size) });
    return { name, config: configs.get(name), tasks: [], type: 'source' };
  };
  const one = (name: string) => ({
    [`PUT /connectors/${name}/config`]: (body: unknown) => [200, put(name, body as object)] as const,
    [`DELETE /connectors/${name}`]: () => [configs.delete(name) ? 204 : 404] as const,
  });
  const scripted = createScriptedConnect({
    ...Object.assign({}, ...names.map(one)),
    'GET /connectors': () => [200, Object.fromEntries([...configs].map(([name, config]) => [name, { info: { name, config } }]))],
    'POST /connectors': (body) => {
      const { name, config } = body as DesiredConnector;
      if (config.bad) return [400, { error_code: 400, message: 'Connector configuration is invalid and …' }];
      return [201, put(name, config)];
    },
    'PUT /connector-plugins/X/config/validate': (body) => {
      const errors = (body as { bad?: boolean }).bad ? ['Too bad'] : [];
      return [200, { name: 'X', error_count: errors.length, groups: [], configs: [{ value: { name: 'bad', errors } }] }];
    },
  });
  const writes = () => scripted.requests.filter((request) => !request.startsWith('GET') && !request.includes('validate'));
  return { ...scripted, configs, writes };
}

const config = { 'connector.class': 'X', 'tasks.max': 1, secret: '${file:/secrets:key}' };

describe('apply', () => {
  test('creates, then finds nothing to do although the server has added settings', async () => {
    const { connectors, writes } = createServer();
    const desired = Array.from({ length: 100 }, (_, n) => ({ name: `c/${n} 🚂`, config: { ...config, n } }));
    expect((await connectors.apply(desired)).steps.map(({ action }) => action)).toEqual(desired.map(() => 'create'));
    expect(writes()).toHaveLength(100);
    const again = await connectors.apply(desired);
    expect(again.changed).toBe(false);
    expect(writes()).toHaveLength(100);
  });

  test('touches what has changed alone', async () => {
    const { connectors, writes, configs } = createServer(['a', 'b']);
    await connectors.apply([
      { name: 'a', config },
      { name: 'b', config },
    ]);
    const { steps } = await connectors.apply([
      { name: 'a', config },
      { name: 'b', config: { ...config, 'tasks.max': '2' } },
    ]);
    expect(steps).toEqual([
      { name: 'a', action: 'nothing', changes: [] },
      { name: 'b', action: 'change', changes: [{ key: 'tasks.max', from: '1', to: '2' }] },
    ]);
    expect(writes().slice(2)).toEqual(['PUT /connectors/b/config']);
    expect(configs.get('b')?.secret).toBe('${file:/secrets:key}');
  });

  test('deletes only where asked', async () => {
    const { connectors, configs } = createServer(['a', 'b', 'c']);
    await connectors.apply([
      { name: 'a', config },
      { name: 'b', config },
      { name: 'c', config: { ...config, label: 'mine' } },
    ]);
    await connectors.apply([{ name: 'a', config }]);
    expect([...configs.keys()]).toEqual(['a', 'b', 'c']);
    const onStep = vi.fn();
    await connectors.apply([{ name: 'a', config }], { prune: (connector) => connector.config.label === 'mine', onStep });
    expect([...configs.keys()]).toEqual(['a', 'b']);
    expect(onStep.mock.calls.map(([{ name, action }]) => `${action} ${name}`).toSorted()).toEqual(['delete c', 'nothing a']);
    await connectors.apply([], { prune: true });
    expect(configs.size).toBe(0);
  });

  test('with dryRun writes nothing and tells what validation says', async () => {
    const { connectors, writes } = createServer();
    const { steps, changed } = await connectors.apply(
      [
        { name: 'a', config: { ...config, bad: true } },
        { name: 'b', config },
      ],
      {
        dryRun: true,
      },
    );
    expect(changed).toBe(true);
    expect(steps).toMatchObject([
      { name: 'a', action: 'create', invalid: { bad: ['Too bad'] } },
      { name: 'b', action: 'create' },
    ]);
    expect(steps[1]).not.toHaveProperty('invalid');
    expect(writes()).toEqual([]);
  });

  test('does what it can, and throws what it could not do', async () => {
    const { connectors, configs } = createServer();
    const desired = [
      { name: 'a', config: { ...config, bad: true } },
      { name: '..', config },
      { name: 'c', config },
    ];
    const error = await connectors.apply(desired).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApplyError);
    expect((error as ApplyError).message).toBe('create a: Connector configuration is invalid and …');
    expect((error as ApplyError).result.steps[0]?.error).toMatchObject({ errors: { bad: ['Too bad'] } });
    expect([...configs.keys()].toSorted()).toEqual(['..', 'c']);
  });

  test('refuses a name that is desired twice', async () => {
    const { connectors } = createServer();
    await expect(
      connectors.apply([
        { name: 'a', config },
        { name: 'a', config: {} },
      ]),
    ).rejects.toThrow(new TypeError('Desired twice: a'));
  });
});
