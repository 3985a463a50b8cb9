import type { Session } from '../session.ts';
import { STRING, plain, text, withSchemas, runFlows, type Config, type Flow } from './flows.ts';

const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const primitive = (name: string) => `org.apache.kafka.connect.converters.${name}Converter`;

/** Files as a source may find them. */
const FILES: readonly (readonly [what: string, content: string | Buffer])[] = [
  ['plain lines', 'one\ntwo\nthree\n'],
  ['no end of the last line', 'one\ntwo'],
  ['CRLF', 'one\r\ntwo\r\n\r\nthree\r\n'],
  ['CR alone', 'one\rtwo\rthree\r'],
  ['CR, LF and both', 'a\rb\nc\r\nd\n\re\n'],
  ['CR before more', 'a\r\r\nb\r\r\r\nc\n'],
  ['ends with CR', 'a\nb\r'],
  ['empty lines', '\n\n\n'],
  ['empty', ''],
  ['blanks', ' \n\t\n  x  \n'],
  ['a byte order mark', Buffer.from('\ufefffirst\nsecond\n')],
  ['NUL', 'a\u0000b\n\u0000\nc\n'],
  ['vertical tab, form feed, next line, line separator', 'a\u000bb\u000cc\u0085d\u2028e\u2029f\n'],
  ['text outside ASCII', 'ü\n日本語\n😀😀\ne\u0301\n'],
  [
    'broken UTF-8',
    Buffer.from([
      0x61, 0xff, 0x62, 0x0a, 0xc3, 0x0a, 0xe6, 0x97, 0x0a, 0xf0, 0x9f, 0x98, 0x0a, 0xed, 0xa0, 0x80, 0x0a, 0x63, 0x0a,
    ]),
  ],
  ['UTF-16', Buffer.from('\ufeffab\ncd\n', 'utf16le')],
  ['a long line', `${'x'.repeat(5000)}\nshort\n`],
  ['lines around 1024', `${'a'.repeat(1023)}\n${'b'.repeat(1024)}\n${'c'.repeat(1025)}\n${'d'.repeat(2048)}\n`],
  ['many lines', Array.from({ length: 5000 }, (_, i) => `line ${i}\n`).join('')],
];

/** What a sink with a JSON converter may find. */
const JSON_LINES = [
  'null',
  'true',
  '1',
  '-0',
  '1.0',
  '1.5',
  '1e3',
  '1e400',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '123456789012345678901234567890',
  '0.1',
  '1e-7',
  '12345678.9',
  '"x"',
  '""',
  '"\\u00e9\\n\\t\\u0000"',
  '"\\ud83d\\ude00"',
  '{}',
  '[]',
  '{"a":1}',
  '{"b":1,"a":2}',
  '{"zebra":1,"apple":2,"mango":3,"kiwi":4,"fig":5}',
  '{"a":{"b":[1,2.0,"x",null,true,{}]}}',
  '[1,"x",null,[],{}]',
  '{"a":null}',
  '{"":1}',
  '{"a":1,"a":2}',
  '{"a":[]}',
  '{"a":"","b":" "}',
  '{"a=b":"c, d"}',
  '{"schema":{"type":"string"},"payload":"x"}',
  '{"schema":{"type":"string","optional":false},"payload":"x"}',
  '{"schema":{"type":"int32"},"payload":5}',
  '{"schema":{"type":"int8"},"payload":300}',
  '{"schema":{"type":"float"},"payload":0.1}',
  '{"schema":{"type":"double"},"payload":0.1}',
  '{"schema":{"type":"boolean"},"payload":true}',
  '{"schema":{"type":"bytes"},"payload":"AQID"}',
  '{"schema":{"type":"int64","name":"org.apache.kafka.connect.data.Timestamp"},"payload":0}',
  '{"schema":{"type":"int32","name":"org.apache.kafka.connect.data.Date"},"payload":1}',
  '{"schema":{"type":"int32","name":"org.apache.kafka.connect.data.Time"},"payload":1}',
  '{"schema":{"type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}},"payload":"AQ=="}',
  '{"schema":{"type":"struct","fields":[{"field":"a","type":"int32"},{"field":"b","type":"string","optional":true}]},"payload":{"a":1,"b":null}}',
  '{"schema":{"type":"struct","fields":[{"field":"a","type":"int32"}]},"payload":{}}',
  '{"schema":{"type":"array","items":{"type":"int32"}},"payload":[1,2]}',
  '{"schema":{"type":"map","keys":{"type":"string"},"values":{"type":"int32"}},"payload":{"b":1,"a":2}}',
  '{"schema":{"type":"map","keys":{"type":"int32"},"values":{"type":"string"}},"payload":[[1,"x"],[2,"y"]]}',
  '{"schema":null,"payload":null}',
  '{"schema":null,"payload":{"a":1}}',
  '{"schema":{"type":"string"},"payload":null}',
  '{"schema":{"type":"string","optional":true},"payload":null}',
  '{"schema":{"type":"string","optional":true,"default":"d"},"payload":null}',
  '{"schema":{"type":"string"}}',
  '{"payload":1}',
  '{"schema":{"type":"nope"},"payload":1}',
  '{"schema":{},"payload":1}',
  '{"schema":1,"payload":1}',
  '{"schema":{"type":"string"},"payload":"x","more":1}',
  '',
  ' ',
  'x',
  '{',
  '{"a":1} x',
  '{"a":NaN}',
  "{'a':1}",
  '[1,]',
  '01',
];

const PAIRS: readonly (readonly [what: string, source: Config, sink: Config])[] = [
  ['String to String', text, text],
  ['String to bytes', text, { 'value.converter': BYTES }],
  ['JSON to JSON', plain, plain],
  ['JSON to String', plain, text],
  ['JSON with schemas to itself', withSchemas, withSchemas],
  ['JSON with schemas to String', withSchemas, text],
  ['JSON with schemas to JSON', withSchemas, plain],
  ['JSON to JSON with schemas', plain, withSchemas],
  ['String to Integer', text, { 'value.converter': primitive('Integer') }],
  ['String to Long', text, { 'value.converter': primitive('Long') }],
  ['String to Short', text, { 'value.converter': primitive('Short') }],
  ['String to Float', text, { 'value.converter': primitive('Float') }],
  ['String to Double', text, { 'value.converter': primitive('Double') }],
  ['String to Boolean', text, { 'value.converter': primitive('Boolean') }],
  ['String to ISO-8859-1', text, { 'value.converter': STRING, 'value.converter.encoding': 'ISO-8859-1' }],
  ['UTF-16 to UTF-16', { ...text, 'value.converter.encoding': 'UTF-16' }, { ...text, 'value.converter.encoding': 'UTF-16' }],
  ['UTF-16 to String', { ...text, 'value.converter.encoding': 'UTF-16' }, text],
  ['the converters of the worker', {}, {}],
  ['bytes', { 'value.converter': BYTES }, { 'value.converter': BYTES }],
];

const t = (type: string, settings: Config): Config => ({
  transforms: 't',
  'transforms.t.type': type.includes('.') ? type : `org.apache.kafka.connect.transforms.${type}`,
  ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`transforms.t.${key}`, value])),
});

/** Transformations of a source of lines, or of a sink of JSON. */
const TRANSFORMS: readonly (readonly [what: string, source: Config, sink: Config])[] = [
  ['HoistField', { ...plain, ...t('HoistField$Value', { field: 'line' }) }, plain],
  ['HoistField with schemas', { ...withSchemas, ...t('HoistField$Value', { field: 'line' }) }, withSchemas],
  ['HoistField of the key', { ...plain, ...t('HoistField$Key', { field: 'k' }) }, plain],
  ['InsertHeader', { ...text, ...t('InsertHeader', { header: 'h', 'value.literal': '5' }) }, text],
  ['RegexRouter', { ...text, ...t('RegexRouter', { regex: '(.*)', replacement: '$1' }) }, text],
  ['ExtractField at the sink', text, { ...plain, ...t('ExtractField$Value', { field: 'a' }) }],
  ['ReplaceField at the sink', text, { ...plain, ...t('ReplaceField$Value', { exclude: 'a', renames: 'b:c' }) }],
  ['MaskField at the sink', text, { ...plain, ...t('MaskField$Value', { fields: 'a' }) }],
  [
    'InsertField at the sink',
    text,
    {
      ...plain,
      ...t('InsertField$Value', { 'topic.field': 't', 'offset.field': 'o', 'static.field': 's', 'static.value': 'v' }),
    },
  ],
  ['Flatten at the sink', text, { ...plain, ...t('Flatten$Value', {}) }],
  ['Cast at the sink', text, { ...plain, ...t('Cast$Value', { spec: 'a:string' }) }],
  ['Cast of the whole', text, { ...text, ...t('Cast$Value', { spec: 'int32' }) }],
  ['ValueToKey at the sink', text, { ...plain, ...t('ValueToKey', { fields: 'a' }) }],
  ['HeaderFrom at the sink', text, { ...plain, ...t('HeaderFrom$Value', { fields: 'a', headers: 'h', operation: 'move' }) }],
  [
    'SetSchemaMetadata',
    { ...withSchemas, ...t('SetSchemaMetadata$Value', { 'schema.name': 'n', 'schema.version': '2' }) },
    withSchemas,
  ],
  [
    'TimestampConverter at the sink',
    text,
    {
      ...plain,
      ...t('TimestampConverter$Value', {
        field: 'a',
        'target.type': 'string',
        format: 'yyyy-MM-dd',
        'unix.precision': 'seconds',
      }),
    },
  ],
  [
    'Filter by a topic',
    text,
    {
      ...text,
      ...t('Filter', { predicate: 'p' }),
      predicates: 'p',
      'predicates.p.type': 'TopicNameMatches',
      'predicates.p.pattern': '.*',
    },
  ],
  [
    'Filter by a tombstone',
    text,
    { ...plain, ...t('Filter', { predicate: 'p' }), predicates: 'p', 'predicates.p.type': 'RecordIsTombstone' },
  ],
  [
    'Filter by a header',
    { ...text, ...t('InsertHeader', { header: 'h', 'value.literal': 'x' }) },
    {
      ...text,
      ...t('Filter', { predicate: 'p', negate: 'true' }),
      predicates: 'p',
      'predicates.p.type': 'HasHeaderKey',
      'predicates.p.name': 'h',
    },
  ],
  [
    'DropHeaders',
    { ...text, ...t('InsertHeader', { header: 'h', 'value.literal': 'x' }) },
    { ...text, ...t('DropHeaders', { headers: 'h' }) },
  ],
];

const OBJECTS = [
  '{"a":1}',
  '{"a":1.0,"b":"x"}',
  '{"a":"7","b":null}',
  '{"a":{"b":{"c":[1]}},"d":true}',
  '{"b":2}',
  '{}',
  'null',
  '"x"',
  '5',
  '[1]',
];

/** What sources read, what sinks write, and how both end. */
export async function data(session: Session): Promise<void> {
  const flows: Flow[] = [
    ...FILES.flatMap(([what, content]) => [
      { name: `${what}, as text`, content, source: text, sink: text },
      { name: `${what}, as JSON`, content, source: plain, sink: plain },
    ]),
    ...PAIRS.flatMap(([what, source, sink]) => [
      { name: what, content: 'abcd\nwxyz1234\n\n12\n5\nü\ntrue\n\u0001\n', source, sink: { ...sink, 'errors.tolerance': 'all' } },
      { name: `${what}, tolerating nothing`, content: 'abcd\nwxyz1234\n\n12\nü\n', source, sink },
    ]),
    ...JSON_LINES.flatMap((line) => [
      { name: `${line} without schemas`, content: `${line}\n`, source: text, sink: plain },
      { name: `${line} with schemas`, content: `${line}\n`, source: text, sink: withSchemas },
    ]),
    {
      name: 'all lines without schemas',
      content: `${JSON_LINES.join('\n')}\n`,
      source: text,
      sink: { ...plain, 'errors.tolerance': 'all' },
    },
    {
      name: 'all lines with schemas',
      content: `${JSON_LINES.join('\n')}\n`,
      source: text,
      sink: { ...withSchemas, 'errors.tolerance': 'all' },
    },
    ...TRANSFORMS.flatMap(([what, source, sink]) => [
      {
        name: `${what}, tolerating all`,
        content: `${OBJECTS.join('\n')}\n`,
        source,
        sink: { ...sink, 'errors.tolerance': 'all' },
      },
      ...OBJECTS.map((line) => ({ name: `${what} of ${line}`, content: `${line}\n`, source, sink })),
    ]),
  ];
  await runFlows(session, flows);
}
