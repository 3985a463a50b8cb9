type Config = Readonly<Record<string, string>>;

/** Value converters by the name that the table gives them. */
export const converters: Readonly<Record<string, Config>> = {
  String: { 'value.converter': 'org.apache.kafka.connect.storage.StringConverter' },
  Json: {
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
  },
  'Json+schema': {
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'true',
  },
};

const transformations: readonly (readonly [alias: string, config: Config])[] = [
  ['hoist', { type: 'org.apache.kafka.connect.transforms.HoistField$Value', field: 'line' }],
  [
    'insert',
    { type: 'org.apache.kafka.connect.transforms.InsertField$Value', 'static.field': 'origin', 'static.value': 'bench' },
  ],
  ['rename', { type: 'org.apache.kafka.connect.transforms.ReplaceField$Value', renames: 'line:text' }],
  ['mask', { type: 'org.apache.kafka.connect.transforms.MaskField$Value', fields: 'origin', replacement: 'hidden' }],
  ['route', { type: 'org.apache.kafka.connect.transforms.RegexRouter', regex: '(.*)', replacement: '$1' }],
];

/** The first so many of five transformations: HoistField, InsertField, ReplaceField, MaskField, RegexRouter. */
export function transforms(count: number): Config {
  const chosen = transformations.slice(0, count);
  if (chosen.length === 0) return {};
  const settings = chosen.flatMap(([alias, config]) =>
    Object.entries(config).map(([key, value]) => [`transforms.${alias}.${key}`, value]),
  );
  return { transforms: chosen.map(([alias]) => alias).join(','), ...Object.fromEntries(settings) };
}
