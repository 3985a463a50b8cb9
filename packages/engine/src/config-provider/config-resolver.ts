import type { ConfigData, ConfigProvider } from '@millrace/connector-api';
import { replaceVariables, variablesIn } from './variables.ts';
import type { Variable } from './variables.ts';

/** Puts values into the place of variables. Java: `ConfigTransformer`. */
export interface ConfigResolver {
  /**
   * Asks each provider once for each path that the configuration names. Variables of unknown providers, and those whose provider has no
   * value, stay as they are. Rejects with what a provider throws.
   */
  resolve<V extends string | null>(config: Readonly<Record<string, V>>): Promise<ResolvedConfig<V>>;
}

export interface ResolvedConfig<V extends string | null = string> {
  readonly config: Readonly<Record<string, V>>;
  /** The values that were found, by the variable as it is written. */
  readonly values: ReadonlyMap<string, string>;
  /** After how long the first of them may be another. Milliseconds; null: never. */
  readonly ttlMs: number | null;
}

/** What is asked of one provider for one path. */
interface Question {
  readonly provider: ConfigProvider;
  readonly path: string;
  readonly variables: Variable[];
}

export function createConfigResolver(providers: ReadonlyMap<string, ConfigProvider>): ConfigResolver {
  return {
    async resolve<V extends string | null>(config: Readonly<Record<string, V>>): Promise<ResolvedConfig<V>> {
      const values = new Map<string, string>();
      let ttlMs: number | null = null;
      for (const question of questionsOf(config, providers)) {
        const answer = await ask(question);
        for (const { text, key } of question.variables) {
          const value = answer.data.get(key);
          if (value !== undefined) values.set(text, value);
        }
        ttlMs = sooner(ttlMs, answer.ttlMs ?? null);
      }
      return { config: values.size === 0 ? config : replaceAll(config, values), values, ttlMs };
    },
  };
}

function questionsOf(
  config: Readonly<Record<string, string | null>>,
  providers: ReadonlyMap<string, ConfigProvider>,
): Iterable<Question> {
  const questions = new Map<string, Question>();
  for (const value of Object.values(config)) {
    for (const variable of value === null ? [] : variablesIn(value)) {
      const provider = providers.get(variable.provider);
      if (provider === undefined) continue;
      const id = JSON.stringify([variable.provider, variable.path]);
      const question = questions.get(id) ?? { provider, path: variable.path, variables: [] };
      question.variables.push(variable);
      questions.set(id, question);
    }
  }
  return questions.values();
}

async function ask({ provider, path, variables }: Question): Promise<ConfigData> {
  return provider.get(path, new Set(variables.map(({ key }) => key)));
}

function sooner(a: number | null, b: number | null): number | null {
  if (b === null || b < 0) return a;
  return a === null ? b : Math.min(a, b);
}

function replaceAll<V extends string | null>(
  config: Readonly<Record<string, V>>,
  values: ReadonlyMap<string, string>,
): Readonly<Record<string, V>> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, (value === null ? value : replaceVariables(value, values)) as V]),
  );
}
