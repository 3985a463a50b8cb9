import { answers, bodies, on, requests } from '../changes.ts';
import { errorAnswer, listOf, objectOf, without, type Change, type JsonObject } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Plugins, their settings, and validation. */
export const pluginMutants = [
  mutant('connectors-only-ignored', 'connectorsOnly is ignored: always connectors', 'listPlugins/connectors-only-false', () =>
    requests('listPlugins', (request) => ({ ...request, path: '/connector-plugins' })),
  ),
  mutant('all-plugins-always', 'All plugins are always listed', 'listPlugins/connectors-only', () =>
    requests('listPlugins', (request) => ({ ...request, path: '/connector-plugins?connectorsOnly=false' })),
  ),
  mutant('plugins-twice', 'Plugins are listed twice', 'listPlugins/each-once', () =>
    bodies('listPlugins', (plugins) => [...listOf(plugins), ...listOf(plugins)]),
  ),
  mutant('plugins-without-class', 'Listed plugins have a `name` in place of `class`', 'listPlugins/200-schema', () =>
    bodies('listPlugins', (plugins) =>
      listOf(plugins).map((one) => ({ ...without(one, 'class'), name: objectOf(one)['class'] })),
    ),
  ),
  mutant('plugins-without-version', 'Connectors have no versions', 'listPlugins/connectors-have-versions', () =>
    bodies('listPlugins', (plugins) => listOf(plugins).map((one) => ({ ...objectOf(one), version: null }))),
  ),
  mutant('no-predicates', 'Predicates are not listed', 'listPlugins/connectors-only-false', () =>
    bodies('listPlugins', (plugins) => listOf(plugins).filter((one) => objectOf(one)['type'] !== 'predicate')),
  ),
  mutant('own-keys-only', 'Of a connector only its own settings are told', 'getPluginConfig/keys-of-a-connector', () =>
    keys((all) => all.filter(({ name }) => ['file', 'topic', 'topics', 'batch.size'].includes(String(name)))),
  ),
  mutant('common-keys-only', "A connector's own settings are left out", 'getPluginConfig/file-source-keys', () =>
    keys((all) => all.filter(({ name }) => !['file', 'topic', 'batch.size'].includes(String(name)))),
  ),
  mutant('all-required', 'Every setting is required', 'getPluginConfig/required-has-no-default', () =>
    keys((all) => all.map((one) => ({ ...one, required: true }))),
  ),
  mutant('types-in-small-letters', 'Types of settings are in small letters', 'getPluginConfig/file-source-keys', () =>
    keys((all) => all.map((one) => ({ ...one, type: String(one['type']).toLowerCase() }))),
  ),
  mutant('keys-without-order', 'Settings have no order_in_group', 'getPluginConfig/200-schema', () =>
    keys((all) => all.map((one) => without(one, 'order_in_group'))),
  ),
  mutant(
    'no-config-of-converters',
    'Only connectors tell their settings',
    ['getPluginConfig/of-a-converter', 'getPluginConfig/of-every-plugin'],
    () =>
      on('getPluginConfig', async (request, next) =>
        /Connector\/config|FileStream/.test(request.path) ? next(request) : errorAnswer(404, 'Unknown plugin.'),
      ),
  ),
  mutant('no-aliases', 'Plugins go by their full names only', ['getPluginConfig/by-alias', 'validatePluginConfig/by-alias'], () =>
    on(['getPluginConfig', 'validatePluginConfig'], async (request, next) =>
      request.path.includes('/org.') ? next(request) : errorAnswer(404, 'Unknown plugin.'),
    ),
  ),
  mutant('no-class-aliases', 'connector.class has to be the full name', 'createConnector/class-by-alias', () =>
    on('createConnector', async (request, next) =>
      /"connector\.class":"File/.test(request.body) ? errorAnswer(400, 'Failed to find any class') : next(request),
    ),
  ),
  mutant('error-count-of-settings', 'error_count counts one error only', 'validatePluginConfig/counts-errors', () =>
    verdict((body) => ({ ...body, error_count: Math.min(1, Number(body['error_count'])) })),
  ),
  mutant(
    'no-errors',
    'Validation finds no errors',
    ['validatePluginConfig/error-tasks-max-zero', 'validatePluginConfig/same-errors-as-create'],
    () => verdict((body) => ({ ...body, error_count: 0, configs: values(body, (value) => ({ ...value, errors: [] })) })),
  ),
  mutant('verdict-without-groups', 'A verdict has no groups', 'validatePluginConfig/common-groups-first', () =>
    verdict((body) => ({ ...body, groups: [] })),
  ),
  mutant('verdict-without-member', 'A verdict has no member `groups`', 'validatePluginConfig/200-schema', () =>
    verdict((body) => without(body, 'groups')),
  ),
  mutant('verdict-without-name', 'A verdict has no name', 'validatePluginConfig/name-is-the-class', () =>
    verdict((body) => without(body, 'name')),
  ),
  mutant('defaults-left-out', 'Values that were not sent are null', 'validatePluginConfig/defaults-filled-in', () =>
    verdict((body) => ({
      ...body,
      configs: values(body, (value) => (value['value'] === '1' ? { ...value, value: null } : value)),
    })),
  ),
  mutant(
    'unreadable-values-shown',
    'A value that cannot be read is shown as it was sent',
    'validatePluginConfig/unreadable-value-is-null',
    () =>
      verdict((body) => ({
        ...body,
        configs: values(body, (value) => (listOf(value['errors']).length > 0 ? { ...value, value: 'many' } : value)),
      })),
  ),
  mutant(
    'values-by-type',
    'Values are numbers and booleans',
    ['validatePluginConfig/values-as-sent', 'validatePluginConfig/200-schema'],
    () => verdict((body) => ({ ...body, configs: values(body, (value) => ({ ...value, value: typed(value['value']) })) })),
  ),
  mutant(
    'verdict-out-of-step',
    'Values stand with the definitions of their neighbours',
    'validatePluginConfig/definition-and-value-together',
    () =>
      verdict((body) => {
        const configs = listOf(body['configs']).map(objectOf);
        return { ...body, configs: configs.map((one, at) => ({ ...one, value: configs.at(at - 1)?.['value'] })) };
      }),
  ),
  mutant(
    'unknown-settings-shown',
    'Settings that nobody knows are errors',
    'validatePluginConfig/unknown-settings-left-out',
    () =>
      answers('validatePluginConfig', (answer, request) =>
        request.body.includes('millrace.unknown')
          ? { ...answer, body: answer.body.replace('"error_count":0', '"error_count":1') }
          : answer,
      ),
  ),
  mutant('nothing-recommended', 'Nothing is recommended', 'validatePluginConfig/recommends-converters', () =>
    verdict((body) => ({ ...body, configs: values(body, (value) => ({ ...value, recommended_values: [] })) })),
  ),
  mutant(
    'transforms-not-validated',
    'Settings of transformations are left out',
    ['validatePluginConfig/transform-group', 'validatePluginConfig/transform-without-type'],
    () =>
      verdict((body) => ({
        ...body,
        groups: listOf(body['groups']).filter((group) => !String(group).includes(': ')),
        configs: listOf(body['configs']).filter(
          (one) => !String(objectOf(objectOf(one)['value'])['name']).includes('transforms.'),
        ),
      })),
  ),
  mutant('any-plugin-in-path', 'The plugin of the path does not matter', 'validatePluginConfig/400-another-plugin', () =>
    on('validatePluginConfig', async (request, next) => {
      const type = /"connector\.class":"([^"]+)"/.exec(request.body)?.[1];
      return next(type === undefined ? request : { ...request, path: `/connector-plugins/${type}/config/validate` });
    }),
  ),
  mutant('validate-creates', 'Validating creates', 'validatePluginConfig/creates-nothing', () =>
    on('validatePluginConfig', async (request, next) => {
      const answer = await next(request);
      const config = objectOf(JSON.parse(request.body));
      await next({ ...request, method: 'POST', path: '/connectors', body: JSON.stringify({ name: config['name'], config }) });
      return answer;
    }),
  ),
];

function keys(edit: (all: JsonObject[]) => JsonObject[]): Change {
  return bodies('getPluginConfig', (body) => edit(listOf(body).map(objectOf)));
}

function verdict(edit: (body: JsonObject) => JsonObject): Change {
  return bodies('validatePluginConfig', (body) => edit(objectOf(body)));
}

function values(body: JsonObject, edit: (value: JsonObject) => JsonObject): JsonObject[] {
  return listOf(body['configs']).map((one) => ({ ...objectOf(one), value: edit(objectOf(objectOf(one)['value'])) }));
}

function typed(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d+$/.test(String(value)) ? Number(value) : value;
}
