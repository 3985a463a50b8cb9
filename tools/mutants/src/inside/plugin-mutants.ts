import type { PluginType } from '@millrace/connector-api';
import { manifestOf } from './original-plugin.ts';
import type { InsideMutant } from './inside-mutant.ts';

const apache = 'org.apache.kafka.connect.';
const fileSource = `${apache}file.FileStreamSourceConnector`;
const fileSink = `${apache}file.FileStreamSinkConnector`;
const text = `${apache}storage.StringConverter`;
const json = `${apache}json.JsonConverter`;
const router = `${apache}transforms.RegexRouter`;

/** Workers one of whose plugins is broken: it is another module, in the place of the good one. */
export const pluginMutants: readonly InsideMutant[] = [
  pluginMutant('source-starts-over', 'The file source forgets where it was', fileSource, 'source', './plugins/file-sources', [
    'stopConnector/data-goes-on-after-resume',
    'restartTask/data-nothing-lost-or-doubled',
    'createConnector/data-goes-on-after-recreation',
  ]),
  pluginMutant(
    'source-line-behind',
    'The offset of a line is that of its begin',
    fileSource,
    'source',
    './plugins/file-sources',
    ['stopConnector/data-goes-on-after-resume', 'getOffsets/data-source-position'],
  ),
  pluginMutant(
    'source-skips-to-end',
    'The file source starts at the end of what is there',
    fileSource,
    'source',
    './plugins/file-sources',
    ['putConnectorConfig/data-goes-to-the-new-file'],
  ),
  pluginMutant(
    'source-without-empty-lines',
    'The file source leaves empty lines out',
    fileSource,
    'source',
    './plugins/file-sources',
    ['createConnector/data-empty-lines-and-line-ends'],
  ),
  pluginMutant('source-needs-file', 'The file source fails without its file', fileSource, 'source', './plugins/file-sources', [
    'createConnector/data-file-comes-later',
  ]),
  pluginMutant(
    'source-many-tasks',
    'The file source has as many tasks as it may',
    fileSource,
    'source',
    './plugins/file-sources',
    ['listTasks/file-source-one-task'],
  ),
  pluginMutant('source-any-offset', 'The file source takes any position', fileSource, 'source', './plugins/file-sources', [
    'alterOffsets/file-source-refuses',
  ]),
  pluginMutant('source-backwards', 'The file source hands lines over backwards', fileSource, 'source', './plugins/file-sources', [
    'createConnector/data-lines-in-order',
  ]),
  pluginMutant('sink-one-task', 'The file sink has one task', fileSink, 'sink', './plugins/file-sinks', [
    'listTasks/as-many-as-tasks-max',
    'getConnectorStatus/tasks-sorted',
  ]),
  pluginMutant('sink-starts-anew', 'The file sink begins its file anew', fileSink, 'sink', './plugins/file-sinks', [
    'restartConnector/data-nothing-lost-or-doubled',
    'stopConnector/data-goes-on-after-resume',
  ]),
  pluginMutant('sink-commits-behind', 'The file sink commits one record too few', fileSink, 'sink', './plugins/file-sinks', [
    'stopConnector/data-goes-on-after-resume',
    'getOffsets/data-sink-offset',
  ]),
  pluginMutant(
    'sink-any-folder',
    'The file sink does without a folder that is not there',
    fileSink,
    'sink',
    './plugins/file-sinks',
    ['getConnectorStatus/failed-task-has-trace'],
  ),
  pluginMutant('text-in-ascii', 'StringConverter knows ASCII only', text, 'converter', './plugins/converters', [
    'createConnector/data-unicode',
  ]),
  pluginMutant('json-without-schemas', 'JsonConverter never writes schemas', json, 'converter', './plugins/converters', [
    'createConnector/data-json-converter-with-schemas',
  ]),
  pluginMutant('json-with-schemas', 'JsonConverter always writes schemas', json, 'converter', './plugins/converters', [
    'createConnector/data-json-converter',
  ]),
  pluginMutant('json-reads-anything', 'JsonConverter takes for text what is no JSON', json, 'converter', './plugins/converters', [
    'createConnector/data-tolerance-none',
    'createConnector/data-tolerance-all',
  ]),
  pluginMutant(
    'router-takes-part',
    'RegexRouter renames where a part of the name matches',
    router,
    'transformation',
    './plugins/transforms',
    ['createConnector/data-transform-regex-router-part'],
  ),
  pluginMutant('router-without-groups', 'RegexRouter does not know $1', router, 'transformation', './plugins/transforms', [
    'createConnector/data-transform-regex-router',
  ]),
  pluginMutant(
    'hoist-nothing',
    'HoistField leaves values as they are',
    `${apache}transforms.HoistField$Value`,
    'transformation',
    './plugins/transforms',
    ['createConnector/data-transform-hoist-field'],
  ),
  pluginMutant(
    'predicate-holds-always',
    'TopicNameMatches always holds',
    `${apache}transforms.predicates.TopicNameMatches`,
    'predicate',
    './plugins/transforms',
    ['createConnector/data-predicate'],
  ),
];

/** The mutant stands in a module of this folder, as the export whose name is the id in camel case. */
function pluginMutant(
  id: string,
  breaks: string,
  className: string,
  type: PluginType,
  module: string,
  killedBy: readonly string[],
): InsideMutant {
  const manifest = {
    ...manifestOf(className, type),
    module: new URL(`${module}.ts`, import.meta.url).href,
    export: id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  };
  return { id, breaks, killedBy, inside: () => ({ plugins: [manifest] }) };
}
