import { UsageError } from '../errors.ts';
import type { ConnectorDocument } from './connector-document.ts';
import type { Tree } from './read-tree.ts';

type MapTree = Tree & { kind: 'map' };

/** What a worker and `millrace get` tell beside a connector's configuration, and nobody can ask for. */
const told = new Set(['tasks', 'type', 'state', 'worker_id', 'version', 'trace', 'topics', 'offsets']);
const states = ['RUNNING', 'PAUSED', 'STOPPED'] as const;

/**
 * The connectors of a document: one or a list of them, each as `POST /connectors` takes it (`name`, `config`, `initial_state`), as
 * `GET /connectors/NAME` gives it, or as bare settings with `name` among them; or what `GET /connectors?expand=info` gives.
 * @throws UsageError
 */
export function documentsOfTree(tree: Tree): ConnectorDocument[] {
  if (tree.kind === 'list') return tree.items.flatMap(documentsOfTree);
  if (tree.kind !== 'map') throw notAConnector(tree);
  if (tree.members.get('config')?.kind === 'map') return [fromRequest(tree)];
  if (tree.members.has('connector.class')) return [fromSettings(tree)];
  const expanded = [...tree.members.values()].map((one) => (one.kind === 'map' ? one.members.get('info') : undefined));
  if (expanded.length === 0 || expanded.includes(undefined)) throw notAConnector(tree);
  return expanded.flatMap((info) => documentsOfTree(info!));
}

function notAConnector({ place }: Tree): UsageError {
  return new UsageError(
    `${place}: This is no connector.`,
    "It takes 'name' and 'config', or settings with 'name' and 'connector.class' among them.",
  );
}

function fromRequest({ members, place }: MapTree): ConnectorDocument {
  const unknown = [...members].find(([key]) => !['name', 'config', 'initial_state'].includes(key) && !told.has(key));
  if (unknown !== undefined) {
    throw new UsageError(
      `${unknown[1].place}: The key ${JSON.stringify(unknown[0])} means nothing here.`,
      "Beside 'config' there can be 'name' and 'initial_state'; settings go into 'config'.",
    );
  }
  const config = settingsOf(members.get('config') as MapTree);
  const state = members.get('initial_state');
  return named(textAt(members.get('name'), 'name'), config, place, state && readState(state));
}

const fromSettings = (tree: MapTree): ConnectorDocument => named(undefined, settingsOf(tree), tree.place);

/** A connector of these settings; its name stands beside them, among them, or in both places. @throws UsageError */
export function named(
  given: string | undefined,
  config: ReadonlyMap<string, string>,
  place: string,
  state?: ConnectorDocument['initial_state'],
): ConnectorDocument {
  const inside = config.get('name');
  const name = (given ?? inside ?? '').trim();
  if (name === '') throw new UsageError(`${place}: This connector has no name.`, "Give it a 'name'.");
  if (inside !== undefined && inside.trim() !== name) {
    throw new UsageError(
      `${place}: This connector has two names, ${JSON.stringify(name)} and (in its config) ${JSON.stringify(inside)}.`,
    );
  }
  const settings = Object.fromEntries([...config].filter(([key]) => key !== 'name'));
  return { name, config: settings, ...(state !== undefined && { initial_state: state }), place };
}

function settingsOf({ members }: MapTree): Map<string, string> {
  return new Map([...members].map(([key, value]) => [key, textAt(value, key)!]));
}

function textAt(tree: Tree | undefined, key: string): string | undefined {
  if (tree === undefined || tree.kind === 'text') return tree?.text;
  const what = JSON.stringify(key);
  if (tree.kind === 'null')
    throw new UsageError(`${tree.place}: ${what} has no value.`, `Leave it out, or write an empty text: ${key}: ""`);
  throw new UsageError(
    `${tree.place}: ${what} has to be one value.`,
    'Kafka Connect takes lists as a text with commas: topics: a,b',
  );
}

function readState(tree: Tree): ConnectorDocument['initial_state'] {
  const text = textAt(tree, 'initial_state')?.toUpperCase();
  const state = states.find((one) => one === text);
  if (state === undefined) throw new UsageError(`${tree.place}: "initial_state" has to be RUNNING, PAUSED or STOPPED.`);
  return state;
}
