import { parseListener } from './listener.ts';
import { UsageError } from './usage-error.ts';
import type { WorkerConfig } from './worker-config-def.ts';
import type { WorkerProperty } from './worker-properties.ts';

/**
 * Refuses settings that this worker does not carry out and that nobody would want to have ignored: with them ignored, it would
 * listen without the protection that the user asked for. Throws UsageError.
 */
export function requireBuilt(config: WorkerConfig, properties: ReadonlyMap<string, WorkerProperty>): void {
  for (const key of ['listeners', 'admin.listeners'] as const) for (const text of config[key] ?? []) requireHttp(key, text);
  if (config['rest.advertised.listener'] !== null && config['rest.advertised.listener'].toLowerCase() !== 'http') {
    throw new UsageError(
      `rest.advertised.listener is ${config['rest.advertised.listener']}, but this worker has http listeners only. Set it to http, or leave it out.`,
    );
  }
  for (const key of ['ssl.client.auth', 'listeners.https.ssl.client.auth', 'admin.listeners.https.ssl.client.auth']) {
    const value = properties.get(key)?.value.trim().toLowerCase() ?? 'none';
    if (value !== 'none' && value !== '') {
      throw new UsageError(
        `${key} is ${value}, but this worker does not ask clients for certificates yet. Set it to none, or put a server in front that does.`,
      );
    }
  }
  const extensions = config['rest.extension.classes'];
  if (extensions.length > 0) {
    throw new UsageError(
      `rest.extension.classes is ${extensions.join(',')}, but this worker does not run REST extensions, so that nobody would be asked for a password. Leave the key out, or put a server in front that does.`,
    );
  }
}

function requireHttp(key: string, text: string): void {
  const protocol = text === '' ? 'http' : parseListener(text)!.protocol;
  if (protocol === 'http') return;
  const why = protocol === 'https' ? 'this worker does not have https listeners yet' : 'there is no such protocol';
  throw new UsageError(
    `${key} has ${text}, but ${why}. Use http, as in http://127.0.0.1:8083${protocol === 'https' ? ', behind a server that does https' : ''}.`,
  );
}
