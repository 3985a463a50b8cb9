import type { CandidateConfig, ConfigInfos } from '@millrace/contract';
import { ConnectPromise } from './connect-promise.ts';
import { InvalidConfigError } from './errors.ts';
import { validatePluginConfig } from './generated/sdk.gen.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

/** What validation found wrong, by the setting's name. */
export type ErrorsByKey = Readonly<Record<string, readonly string[]>>;

/** The errors of a verdict by their settings; none for those that are right. */
export function errorsByKey({ configs }: ConfigInfos): ErrorsByKey {
  const wrong = configs.flatMap(({ value }) => (value && value.errors.length > 0 ? [[value.name, value.errors] as const] : []));
  return Object.fromEntries(wrong);
}

/** Asks the server to validate a configuration, by the plugin that its `connector.class` names. */
export function validateConfig(
  transport: Transport,
  config: CandidateConfig,
  options?: CallOptions,
): ConnectPromise<ConfigInfos> {
  const plugin = simpleName(String(new Map(Object.entries(config)).get('connector.class') ?? ''));
  return transport.call(validatePluginConfig, { path: { plugin }, body: config }, options);
}

/** The same call, whose InvalidConfigError tells the errors by key: the refusal's own text has them in words only. */
export function explainInvalidConfig<T>(
  call: ConnectPromise<T>,
  transport: Transport,
  configOf: () => CandidateConfig | Promise<CandidateConfig>,
  options?: CallOptions,
): ConnectPromise<T> {
  const deadline = transport.clock.now() + transport.timeoutMs(options ?? {});
  const explained = call.withResponse().catch(async (error: unknown) => {
    if (error instanceof InvalidConfigError) {
      const verdict = await Promise.resolve(configOf())
        .then((config) => {
          const timeoutMs = deadline - transport.clock.now();
          return timeoutMs > 0 ? validateConfig(transport, config, { ...options, timeoutMs, retry: false }) : undefined;
        })
        .catch(() => undefined);
      if (verdict && verdict.error_count > 0) error.errors = errorsByKey(verdict);
    }
    throw error;
  });
  return new ConnectPromise(explained);
}

/** Any name of a class ends with its simple one, which is how the path and the configuration have to agree. */
const simpleName = (className: string): string => className.trim().split(/[.$]/).at(-1) || 'unknown';
