import type { Session } from '../session.ts';
import { type Config, type Flow, plain, runFlows, text, withSchemas } from './flows.ts';

/** Rarer settings of transformations: what each is, and its settings. */
const TRANSFORMS: readonly (readonly [type: string, settings: Config])[] = [
  ['Cast$Value', { spec: 'a:boolean' }],
  ['Cast$Value', { spec: 'a:int8,b:float64' }],
  ['Flatten$Value', { delimiter: '' }],
  ['ReplaceField$Value', { renames: 'a:b' }],
  ['ReplaceField$Value', { include: 'b', renames: 'b:a' }],
  ['InsertField$Value', { 'static.field': 'a', 'static.value': '' }],
  ['ExtractField$Value', { field: 'a.b', 'field.syntax.version': 'V2' }],
  ['HeaderFrom$Value', { fields: 'a,b', headers: 'h,h', operation: 'copy' }],
  ['MaskField$Value', { fields: 'a', replacement: '300' }],
  ['RegexRouter', { regex: '(\\w+?)(-.*)', replacement: '$1$2' }],
  ['ValueToKey', { fields: 'a,none' }],
  ['TimestampConverter$Value', { field: 'a', 'target.type': 'Date', 'unix.precision': 'microseconds' }],
];

const STRUCT =
  '{"type":"struct","fields":[{"field":"a","type":"int32","optional":true,"default":7},{"field":"b","type":"string","optional":true}]}';
const PAYLOADS = ['{"a":1,"b":"2.5"}', '{"a":null,"b":"x"}', '{"a":400}', 'null'];
const OBJECTS = ['{"a":"TRUE","b":"1e3"}', '{"a":{"b":1},"b":" 7 "}', '{"a":null}', '{"a":300.7,"b":"NaN"}', '[1]', 'null'];

/** Records with and without schemas through transformations of a sink, which keeps what passes, and ends at what does not. */
export function transformations(session: Session): Promise<void> {
  const contents = [
    [withSchemas, PAYLOADS.map((payload) => `{"schema":${STRUCT},"payload":${payload}}`)],
    [plain, OBJECTS],
  ] as const;
  return runFlows(
    session,
    TRANSFORMS.flatMap(([type, settings]) => contents.flatMap(([converter, lines]) => flows(type, settings, converter, lines))),
  );
}

function flows(type: string, settings: Config, converter: Config, lines: readonly string[]): Flow[] {
  const sink = {
    ...converter,
    transforms: 't',
    'transforms.t.type': `org.apache.kafka.connect.transforms.${type}`,
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`transforms.t.${key}`, value])),
  };
  const name = `${type} ${JSON.stringify(settings)}, schemas ${converter['value.converter.schemas.enable']}`;
  const content = `${lines.join('\n')}\n`;
  return [
    { name, content, source: text, sink },
    { name: `${name}, tolerating all`, content, source: text, sink: { ...sink, 'errors.tolerance': 'all' } },
  ];
}
