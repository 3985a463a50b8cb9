import { isObject, type Answer } from '../http/answer.ts';
import { segment } from '../http/path.ts';
import type { Capability } from '../capability.ts';
import type { KafkaVersion } from '../kafka-version.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { rulesOf, type RuleDraft } from './define-rules.ts';

type Settings = Readonly<Record<string, string | null>>;
interface Value {
  readonly name: string;
  readonly value: string | null;
  readonly errors: readonly string[];
  readonly recommended_values: readonly string[];
}

export const validateRules = rulesOf('validatePluginConfig', [
  {
    rule: '200-right-config',
    says: 'A config that is right has 0 errors.',
    needs: ['connector'],
    async run(ctx) {
      (await validate(ctx, {})).hasMember('error_count', 0);
    },
  },
  {
    rule: '200-schema',
    says: 'The verdict is as the contract has it: every member of every definition and value is there, and of its type.',
    source: 'Contract, schemas',
    needs: ['connector'],
    async run(ctx) {
      const { keepsContract } = await import('../http/contract-check.ts');
      keepsContract(await validate(ctx, { 'tasks.max': '0' }), ctx.target.level);
    },
  },
  {
    rule: 'name-is-the-class',
    says: '`name` is the connector.class as it was sent.',
    needs: ['connector'],
    async run(ctx) {
      (await validate(ctx, {})).hasMember('name', ctx.config()['connector.class']);
    },
  },
  {
    rule: 'counts-errors',
    says: '`error_count` is the number of all error texts.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await validate(ctx, { 'tasks.max': 'many', 'errors.log.enable': 'perhaps', 'errors.tolerance': 'some' });
      const count = valuesOf(answer).flatMap(({ errors }) => errors).length;
      answer.check(count >= 3, 'at least 3 errors', String(count)).hasMember('error_count', count);
    },
  },
  {
    rule: 'wrong-config-is-200',
    says: 'A config may be as wrong as it likes: the answer is 200.',
    needs: ['connector'],
    async run(ctx) {
      await validate(ctx, { name: null, 'tasks.max': '-3', 'key.converter': 'no.such.Converter', transforms: 'a' });
    },
  },
  {
    rule: 'creates-nothing',
    says: 'It creates nothing.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      await validate(ctx, { name });
      (await ctx.get(`/connectors/${segment(name)}`)).hasStatus(404);
    },
  },
  {
    rule: 'definition-and-value-together',
    says: 'Each definition stands with the value of the same name.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await validate(ctx, {});
      for (const { definition, value } of configsOf(answer)) {
        answer.check(
          definition === null || value === null || definition.name === value.name,
          'definition and value of one name',
          `${definition?.name} and ${value?.name}`,
        );
      }
    },
  },
  {
    rule: 'each-setting-once',
    says: 'Each setting stands there once.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await validate(ctx, {});
      const names = valuesOf(answer).map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      answer.check(twice === undefined, 'each setting once', `${twice} twice`);
    },
  },
  {
    rule: 'values-as-sent',
    says: 'Values that were sent are shown as text.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await validate(ctx, { 'tasks.max': '3', 'errors.tolerance': 'all' });
      hasValue(answer, 'tasks.max', '3');
      hasValue(answer, 'errors.tolerance', 'all');
    },
  },
  {
    rule: 'defaults-filled-in',
    says: 'Settings that were not sent have their defaults as values.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await validate(ctx, { 'tasks.max': null });
      hasValue(answer, 'tasks.max', '1');
      hasValue(answer, 'errors.tolerance', 'none');
      hasValue(answer, 'errors.log.enable', 'false');
    },
  },
  {
    rule: 'unreadable-value-is-null',
    says: 'A value that cannot be read is null, beside its error.',
    needs: ['connector'],
    async run(ctx) {
      hasValue(await validate(ctx, { 'tasks.max': 'many' }), 'tasks.max', null);
    },
  },
  {
    rule: 'numbers-and-booleans',
    says: 'Values may be sent as numbers and booleans.',
    needs: ['connector'],
    async run(ctx) {
      const config = { ...named(ctx, {}), 'tasks.max': 3, 'errors.log.enable': true };
      const answer = (await ctx.put(pathOf(ctx), config)).hasStatus(200).hasMember('error_count', 0);
      hasValue(answer, 'tasks.max', '3');
      hasValue(answer, 'errors.log.enable', 'true');
    },
  },
  {
    rule: 'unknown-settings-left-out',
    says: 'Settings that nobody knows are left out, and are no error.',
    needs: ['connector'],
    async run(ctx) {
      const answer = (await validate(ctx, { 'millrace.unknown': '1' })).hasMember('error_count', 0);
      answer.check(!valuesOf(answer).some(({ name }) => name === 'millrace.unknown'), 'no millrace.unknown');
    },
  },
  {
    rule: 'common-groups-first',
    says: 'The group Common comes first, and Transforms and Error Handling are among the groups.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await validate(ctx, {});
      const groups = answer.member('groups') as string[];
      answer.check(groups[0] === 'Common', 'Common as the first group', String(groups[0]));
      for (const group of ['Transforms', 'Error Handling'])
        answer.check(groups.includes(group), `the group ${group}`, groups.join(', '));
    },
  },
  {
    rule: 'missing-name',
    says: 'A missing name is an error of `name`.',
    needs: ['connector'],
    async run(ctx) {
      hasErrors(await validate(ctx, { name: null }), 'name', [
        'Missing required configuration "name" which has no default value.',
      ]);
    },
  },
  ...errorDraft(
    'tasks-max-no-number',
    'tasks.max',
    'abc',
    /^Invalid value abc for configuration tasks\.max: Not a number of type INT$/,
  ),
  ...errorDraft('tasks-max-zero', 'tasks.max', '0', /^Invalid value 0 for configuration tasks\.max: Value must be at least 1$/),
  ...errorDraft(
    'no-boolean',
    'errors.log.enable',
    'yes',
    /^Invalid value yes for configuration errors\.log\.enable: Expected value to be either true or false$/,
  ),
  ...errorDraft(
    'not-one-of',
    'errors.tolerance',
    'some',
    /^Invalid value some for configuration errors\.tolerance: String must be one of: none, all$/,
  ),
  ...errorDraft(
    'class-not-found',
    'key.converter',
    'no.such.Converter',
    /^Invalid value no\.such\.Converter for configuration key\.converter: Class no\.such\.Converter could not be found\.$/,
  ),
  ...errorDraft(
    'no-number-of-type-long',
    'errors.retry.timeout',
    'soon',
    /^Invalid value soon for configuration errors\.retry\.timeout: Not a number of type LONG$/,
  ),
  ...errorDraft('file-topic-missing', 'topic', null, /^Missing required configuration "topic" which has no default value\.$/, [
    'file-source',
  ]),
  ...errorDraft(
    'file-topic-empty',
    'topic',
    '',
    /^Invalid value {2}for configuration topic: String must be non-empty$/,
    ['file-source'],
    '3.4',
  ),
  ...errorDraft(
    'file-batch-size',
    'batch.size',
    'x',
    /^Invalid value x for configuration batch\.size: Not a number of type INT$/,
    ['file-source'],
  ),
  {
    rule: 'sink-without-topics',
    since: '3.7',
    says: 'A sink without topics and topics.regex has that error at both.',
    needs: ['file-sink'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'sink', { topics: null });
      for (const name of ['topics', 'topics.regex']) hasErrors(answer, name, ['Must configure one of topics or topics.regex']);
    },
  },
  {
    rule: 'sink-with-both',
    since: '3.7',
    says: 'A sink with both topics and topics.regex has that error at both.',
    needs: ['file-sink'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'sink', { 'topics.regex': 'b' });
      for (const name of ['topics', 'topics.regex']) {
        hasErrors(answer, name, ['topics and topics.regex are mutually exclusive options, but both are set.']);
      }
    },
  },
  {
    rule: 'transform-group',
    says: 'A transformation brings a group of its own and its settings under its prefix.',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = (await validateFile(ctx, 'source', router)).hasMember('error_count', 0);
      const groups = answer.member('groups') as string[];
      answer.check(groups.includes('Transforms: a'), 'the group Transforms: a', groups.join(', '));
      for (const name of ['transforms.a.type', 'transforms.a.regex', 'transforms.a.replacement']) {
        answer.check(
          valuesOf(answer).some((value) => value.name === name),
          `a setting ${name}`,
        );
      }
      hasValue(answer, 'transforms.a.regex', '(.*)');
    },
  },
  {
    rule: 'transform-without-type',
    says: 'A transformation without its type is an error of `transforms.<alias>.type`.',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { transforms: 'a' });
      hasErrors(answer, 'transforms.a.type', [
        /Missing required configuration "transforms\.a\.type" which has no default value\./,
      ]);
    },
  },
  {
    rule: 'transform-of-unknown-class',
    says: 'A transformation of a class that is not installed is an error of `transforms.<alias>.type`.',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { transforms: 'a', 'transforms.a.type': 'Nope' });
      hasErrors(answer, 'transforms.a.type', [/Class Nope could not be found\./]);
    },
  },
  {
    rule: 'transform-setting-missing',
    says: 'A setting that a transformation requires is an error under its prefix.',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const type = 'org.apache.kafka.connect.transforms.HoistField$Value';
      const answer = await validateFile(ctx, 'source', { transforms: 'a', 'transforms.a.type': type });
      hasErrors(answer, 'transforms.a.field', [
        'Missing required configuration "transforms.a.field" which has no default value.',
      ]);
    },
  },
  {
    rule: 'transform-twice',
    says: 'An alias that stands twice in `transforms` is an error.',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { ...router, transforms: 'a,a' });
      hasErrors(answer, 'transforms', [/Duplicate alias provided\./]);
    },
  },
  {
    rule: 'transform-regex',
    level: 'SHOULD',
    says: 'A regular expression that is none is an error of that setting.',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { ...router, 'transforms.a.regex': '(' });
      hasErrors(answer, 'transforms.a.regex', [/^Invalid value \( for configuration regex: Invalid regex: /]);
    },
  },
  {
    rule: 'predicate-group',
    says: 'A predicate brings a group of its own and its settings under its prefix.',
    source: 'KIP-585',
    since: '2.6',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const settings = { ...router, 'transforms.a.predicate': 'p', predicates: 'p', ...predicate };
      const answer = (await validateFile(ctx, 'source', settings)).hasMember('error_count', 0);
      const groups = answer.member('groups') as string[];
      answer.check(groups.includes('Predicates: p'), 'the group Predicates: p', groups.join(', '));
      hasValue(answer, 'predicates.p.pattern', 'x.*');
    },
  },
  {
    rule: 'predicate-of-unknown-class',
    says: 'A predicate of a class that is not installed is an error of `predicates.<alias>.type`.',
    source: 'KIP-585',
    since: '2.6',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { predicates: 'p', 'predicates.p.type': 'Nope' });
      hasErrors(answer, 'predicates.p.type', [/Class Nope could not be found\./]);
    },
  },
  {
    rule: 'negate-without-predicate',
    says: 'negate without a predicate is an error.',
    source: 'KIP-585',
    since: '2.6',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { ...router, 'transforms.a.negate': 'true' });
      answer.check((answer.member('error_count') as number) > 0, 'an error');
    },
  },
  {
    rule: 'class-values-in-full',
    says: 'A class that was sent by its alias is shown by its full name.',
    needs: ['file-source', 'string-converter'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { 'value.converter': 'StringConverter' });
      hasValue(answer, 'value.converter', 'org.apache.kafka.connect.storage.StringConverter');
    },
  },
  {
    rule: 'recommends-converters',
    level: 'SHOULD',
    says: 'For value.converter installed converters are recommended, and nothing else: StringConverter among them.',
    since: '4.1',
    source: 'KIP-891',
    needs: ['connector', 'string-converter'],
    async run(ctx) {
      const converters = (ctx.target.plugins ?? []).filter(({ type }) => type === 'converter');
      const installed = new Set(converters.map((plugin) => plugin.class));
      const answer = await validate(ctx, {});
      const found = valueOf(answer, 'value.converter')?.recommended_values ?? [];
      const others = found.filter((one) => !installed.has(one));
      answer.check(others.length === 0, 'installed converters only', others.join(', '));
      const text = 'org.apache.kafka.connect.storage.StringConverter';
      answer.check(found.includes(text), `${text} among the recommended`, found.join(', ') || 'nothing');
    },
  },
  {
    rule: 'recommends-transformations',
    level: 'SHOULD',
    says: 'The installed transformations are recommended for a `transforms.<alias>.type`.',
    since: '3.2',
    needs: ['file-source', 'transforms'],
    async run(ctx) {
      const answer = await validateFile(ctx, 'source', { transforms: 'a' });
      const found = valueOf(answer, 'transforms.a.type')?.recommended_values ?? [];
      answer.check(
        found.includes('org.apache.kafka.connect.transforms.RegexRouter'),
        'RegexRouter recommended',
        found.join(', ') || 'nothing',
      );
    },
  },
  {
    rule: 'same-errors-as-create',
    says: 'A config that has errors here is refused by POST /connectors with the same texts.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const config = { ...named(ctx, { 'tasks.max': 'many', 'errors.tolerance': 'some' }), name };
      const verdict = (await ctx.put(pathOf(ctx), config)).hasStatus(200);
      const errors = valuesOf(verdict).flatMap((value) => value.errors);
      verdict.check(errors.length >= 2, 'an error of each of two settings', `${errors.length} errors`);
      const refused = (await ctx.post('/connectors', { name, config })).isError(400);
      for (const error of errors)
        refused.check((refused.message ?? '').split('\n').includes(error), `the error ${error} in the message`);
    },
  },
  {
    rule: 'by-alias',
    says: 'The plugin of the path may be an alias.',
    needs: ['file-source'],
    async run(ctx) {
      const config = ctx.config({ file: true, kind: 'source', with: { 'connector.class': 'FileStreamSource', name: 'x' } });
      (await ctx.put('/connector-plugins/FileStreamSource/config/validate', config)).hasStatus(200).hasMember('error_count', 0);
    },
  },
  {
    rule: 'alias-in-path-full-class-in-config',
    level: 'SHOULD',
    says: 'With an alias in the path the config may have the full class.',
    needs: ['file-source'],
    async run(ctx) {
      const config = ctx.config({ file: true, kind: 'source', with: { name: 'x' } });
      (await ctx.put('/connector-plugins/FileStreamSource/config/validate', config)).hasStatus(200).hasMember('error_count', 0);
    },
  },
  {
    rule: '400-another-plugin',
    says: 'A config of another plugin than that of the path is a 400 that names both.',
    needs: ['file-source', 'file-sink'],
    async run(ctx) {
      const config = ctx.config({ file: true, kind: 'sink', with: { 'connector.class': 'FileStreamSink' } });
      const answer = await ctx.put('/connector-plugins/FileStreamSource/config/validate', config);
      answer.isError(400, 'Included connector type FileStreamSink does not match request type FileStreamSource');
    },
  },
  {
    rule: 'no-class',
    says: 'A config without connector.class is refused with a message that says so.',
    needs: ['connector'],
    async run(ctx) {
      (await ctx.put(pathOf(ctx), { name: 'x' })).isError([400, 500], /Connector config \{.*\} contains no connector type/);
    },
  },
  {
    rule: 'unknown-plugin',
    says: 'A plugin that is not installed is refused.',
    async run(ctx) {
      const path = '/connector-plugins/NoSuchPlugin/config/validate';
      (await ctx.put(path, { 'connector.class': 'NoSuchPlugin' })).isError([400, 404, 500]);
    },
  },
  {
    rule: 'repeatable',
    says: 'The same question has the same answer.',
    needs: ['connector'],
    async run(ctx) {
      const first = await validate(ctx, { 'tasks.max': '0' });
      (await validate(ctx, { 'tasks.max': '0' })).hasBody(first.body);
    },
  },
]);

const router = {
  transforms: 'a',
  'transforms.a.type': 'org.apache.kafka.connect.transforms.RegexRouter',
  'transforms.a.regex': '(.*)',
  'transforms.a.replacement': 'x',
};
const predicate = {
  'predicates.p.type': 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
  'predicates.p.pattern': 'x.*',
};

/** A setting with a value that is wrong, and the error that it has to have. */
function errorDraft(
  rule: string,
  setting: string,
  value: string | null,
  error: RegExp,
  needs: readonly Capability[] = ['connector'],
  since?: KafkaVersion,
): RuleDraft[] {
  const what =
    value === null ? `Without \`${setting}\`` : `With \`${setting}\` of ${value === '' ? 'empty text' : `\`${value}\``}`;
  return [
    {
      rule: `error-${rule}`,
      ...(since !== undefined && { since }),
      says: `${what} that setting has the error that clients show beside it.`,
      needs,
      async run(ctx) {
        const isFile = needs.includes('file-source');
        const answer = isFile
          ? await validateFile(ctx, 'source', { [setting]: value })
          : await validate(ctx, { [setting]: value });
        hasErrors(answer, setting, [error]);
      },
    },
  ];
}

async function validate(ctx: RuleContext, settings: Settings): Promise<Answer> {
  return (await ctx.put(pathOf(ctx), named(ctx, settings))).hasStatus(200).hasJson();
}

async function validateFile(ctx: RuleContext, kind: 'source' | 'sink', settings: Settings): Promise<Answer> {
  const config = ctx.config({ file: true, kind, with: { name: 'millrace-ct', ...settings } });
  const path = `/connector-plugins/${segment(config['connector.class'] ?? '')}/config/validate`;
  return (await ctx.put(path, config)).hasStatus(200).hasJson();
}

const named = (ctx: RuleContext, settings: Settings) => ctx.config({ with: { name: 'millrace-ct', ...settings } });
const pathOf = (ctx: RuleContext) => `/connector-plugins/${segment(ctx.config()['connector.class'] ?? '')}/config/validate`;

function configsOf(answer: Answer): { definition: { name: string } | null; value: Value | null }[] {
  const configs = answer.member('configs');
  answer.check(Array.isArray(configs) && configs.every((one) => isObject(one)), '`configs` to be an array of objects');
  return configs as { definition: { name: string } | null; value: Value | null }[];
}

function valuesOf(answer: Answer): Value[] {
  return configsOf(answer).flatMap(({ value }) => value ?? []);
}

const valueOf = (answer: Answer, name: string) => valuesOf(answer).find((value) => value.name === name);

function hasValue(answer: Answer, name: string, expected: string | null): void {
  const found = valueOf(answer, name);
  answer.check(
    found !== undefined && found.value === expected,
    `the value ${JSON.stringify(expected)} of ${name}`,
    JSON.stringify(found?.value),
  );
}

function hasErrors(answer: Answer, name: string, expected: readonly (string | RegExp)[]): void {
  const found = valueOf(answer, name)?.errors ?? [];
  for (const one of expected) {
    answer.check(
      found.some((error) => (typeof one === 'string' ? error === one : one.test(error))),
      `the error ${String(one)} of ${name}`,
      JSON.stringify(found),
    );
  }
}
