import { readFileSync } from 'node:fs';
import { createPluginRegistry, invalidConfigMessage, pluginConfig, validateConnector } from '@millrace/engine';
import type { ConfigInfosData, ConfigKeyData, ConfigValueData, SubmittedConfig, ValidatingWorker } from '@millrace/engine';
import { manifests } from '@millrace/plugins';
import { describe, expect, it } from 'vitest';
import { cases, configOf, smallestConfig } from './connect-config-cases.ts';
import type { ValidateCase } from './connect-config-cases.ts';
import { differences, withoutJvmText } from './connect-config-differences.ts';

const registry = createPluginRegistry(manifests);
const worker: ValidatingWorker = { registry, properties: {}, groupId: 'connect-cluster' };
const validate = (config: SubmittedConfig): Promise<ConfigInfosData> => validateConnector(config, worker);

const validateCases = cases
  .filter((testCase) => testCase.kind === 'validate')
  .map((testCase) => [testCase.id, testCase] as const);
const createCases = cases.filter((testCase) => testCase.kind === 'create').map((testCase) => [testCase.id, testCase] as const);

describe('configurations that a real worker validated', () => {
  it.each(validateCases)('%s is answered alike', async (_id, testCase) => {
    if (testCase.status !== 200) await expectRefusal(testCase);
    else if (differences.some((rule) => rule.applies(testCase))) await expectUnknownClass(testCase);
    else await expectAnswer(testCase);
  });

  async function expectAnswer(testCase: ValidateCase): Promise<void> {
    const answer = await validate(configOf(testCase));
    const smallest = await validate(smallestConfig(configOf(testCase)));
    expect(changedValues(answer, smallest, testCase)).toEqual(testCase.configs ?? []);
    expect(answer.groups.filter((group) => !smallest.groups.includes(group))).toEqual(testCase.groups_added ?? []);
    expect(names(smallest).filter((name) => !names(answer).includes(name))).toEqual(testCase.configs_missing ?? []);
    expect(answer.error_count).toBe(testCase.error_count);
  }

  /** The real worker answers 500 to these, with the class of its exception before the text. */
  async function expectRefusal(testCase: ValidateCase): Promise<void> {
    const text = testCase.message?.replace(/^[\w.]+Exception: /, '') ?? '';
    await expect(validate(configOf(testCase))).rejects.toThrow(testCase.jvm_text === undefined ? text : text.split('\n')[0]);
  }

  async function expectUnknownClass(testCase: ValidateCase): Promise<void> {
    await expect(validate(configOf(testCase))).rejects.toThrow('Failed to find any class that implements Connector');
  }

  /** The entries that a recorded case lists. */
  function changedValues(answer: ConfigInfosData, smallest: ConfigInfosData, testCase: ValidateCase): ConfigValueData[] {
    const before = new Map(smallest.configs.map(({ value }) => [value.name, JSON.stringify(value)]));
    const listed = new Set((testCase.configs ?? []).map(({ name }) => name));
    return answer.configs
      .map(({ value }) => value)
      .filter((value) => value.errors.length > 0 || before.get(value.name) !== JSON.stringify(value) || listed.has(value.name));
  }

  function names(answer: ConfigInfosData): string[] {
    return answer.configs.map(({ value }) => value.name);
  }
});

describe('configurations that a real worker was to create connectors of', () => {
  it.each(createCases)('%s is taken or refused alike', async (_id, testCase) => {
    const refusal = differences.some((rule) => rule.applies(testCase)) ? 'Failed to find any class' : testCase.message;
    if (testCase.status === 500 || refusal !== testCase.message) {
      await expect(validate(configOf(testCase))).rejects.toThrow(refusal ?? '');
      return;
    }
    const answer = await validate(configOf(testCase));
    const expected = testCase.status === 201 ? null : withoutJvmText(testCase.message);
    expect(answer.error_count === 0 ? null : withoutJvmText(invalidConfigMessage(answer))).toBe(expected);
  });
});

describe('whole recorded answers', () => {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`fixtures/recorded-plugins/${name}`, import.meta.url), 'utf8'));
  /** Documentation is in our own words: what counts is where there is some. */
  const withoutWords = (key: ConfigKeyData | null): unknown => key && { ...key, documentation: key.documentation !== '' };

  it.each(['validate-FileStreamSource.json', 'validate-FileStreamSink.json', 'validate-FileStreamSource-transforms.json'])(
    'the answer of %s is the same in all its parts and their order',
    async (file) => {
      const { request, response } = read(file) as { request: { body: SubmittedConfig }; response: ConfigInfosData };
      const comparable = (infos: ConfigInfosData): unknown => ({
        ...infos,
        configs: infos.configs.map(({ definition, value }) => ({ definition: withoutWords(definition), value })),
      });
      expect(comparable(await validate(request.body))).toEqual(comparable(response));
    },
  );

  const definitions = Object.entries(read('plugin-configs.json') as Record<string, ConfigKeyData[]>);
  const present = definitions.filter(([name]) => registry.typesOf(name).length > 0);

  it.each(present)('%s declares the same settings', async (name, recorded) => {
    expect((await pluginConfig(registry, name, null)).map(withoutWords)).toEqual(recorded.map(withoutWords));
  });

  it('lists the plugins in the same order, and its own beside them', () => {
    const missing = ({ class: name }: { class: string }): boolean => registry.typesOf(name).length === 0;
    const recorded = read('plugins.json') as { class: string }[];
    const stock = new Set(recorded.map(({ class: name }) => name));
    expect(registry.list(false).filter(({ class: name }) => stock.has(name))).toEqual(
      recorded.filter((plugin) => !missing(plugin)),
    );
  });
});
