import { readFile } from 'node:fs/promises';
import type { Session } from '../session.ts';

interface Plugin {
  readonly class: string;
  readonly type: string;
}

const VALUES = [
  '',
  ' ',
  ' x ',
  'x',
  'true',
  'TRUE',
  '0',
  '-1',
  '2147483648',
  '1.5',
  '(',
  'a,a',
  'a:b',
  ',',
  'V2',
  'int8',
  'a:int8',
];
const CLIENT_VALUES = ['', 'x', '-2', '99999999999', 'true'];
const BASE = { name: 'n', 'connector.class': 'FileStreamSource', topic: 't' };

/** Every setting of every plugin that both workers have, with values that fit and values that do not. */
export async function plugins(session: Session): Promise<void> {
  const { body } = await session.call('GET', '/connector-plugins?connectorsOnly=false');
  const all = (JSON.parse(body) as Plugin[]).filter(({ class: name }) => isShared(name));
  for (const plugin of all) {
    session.begin(`${plugin.type} ${plugin.class}`);
    const prefix = prefixOf(plugin);
    if (prefix === null) continue;
    const given = { ...BASE, ...prefix.with };
    await validate(session, given);
    for (const key of await keysOf(session, plugin.class)) {
      for (const value of VALUES) await validate(session, { ...given, [prefix.prefix + key]: value });
    }
  }
  await clientOverrides(session);
}

/** MirrorMaker's connectors and Kafka's test tools are not the same on both sides. */
function isShared(name: string): boolean {
  return /^org\.apache\.kafka\.connect\.(?:file|transforms|converters|storage|json)\./.test(name);
}

/** Where a plugin's settings stand in a connector's configuration, and what brings it in. */
function prefixOf({ class: name, type }: Plugin): { prefix: string; with: Readonly<Record<string, string>> } | null {
  switch (type) {
    case 'transformation':
      return { prefix: 'transforms.a.', with: { transforms: 'a', 'transforms.a.type': name } };
    case 'predicate':
      return { prefix: 'predicates.p.', with: { predicates: 'p', 'predicates.p.type': name } };
    case 'converter':
      return { prefix: 'value.converter.', with: { 'value.converter': name } };
    case 'header_converter':
      return { prefix: 'header.converter.', with: { 'header.converter': name } };
    case 'source':
    case 'sink':
      return { prefix: '', with: { 'connector.class': name } };
    default:
      return null;
  }
}

async function keysOf(session: Session, name: string): Promise<string[]> {
  const { body } = await session.noteCall('GET', `/connector-plugins/${name}/config`);
  const keys = JSON.parse(body) as { readonly name: string }[];
  return Array.isArray(keys) ? keys.map((key) => key.name) : [];
}

async function validate(session: Session, config: Readonly<Record<string, string>>): Promise<void> {
  const plugin = config['connector.class']!;
  await session.noteCall('PUT', `/connector-plugins/${plugin}/config/validate`, config);
}

/** Whose keys are those of Kafka's clients. */
async function clientOverrides(session: Session): Promise<void> {
  session.begin('client overrides');
  const source = { ...BASE, 'topic.creation.default.partitions': '1', 'topic.creation.default.replication.factor': '1' };
  const sink = { name: 'n', 'connector.class': 'FileStreamSink', topics: 't' };
  const file = new URL('../../../../packages/engine/test/fixtures/client-keys.jsonl', import.meta.url);
  const keys = (await readFile(file, 'utf8')).trimEnd().split('\n');
  for (const line of keys) {
    const { client, name } = JSON.parse(line) as { client: string; name: string };
    for (const value of CLIENT_VALUES) {
      await validate(session, { ...(client === 'consumer' ? sink : source), [`${client}.override.${name}`]: value });
    }
  }
}
