import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a package with plugins, as an author would ship it: plain JavaScript, which imports the connector API by its name. */
export function writePluginPackage(
  directory: string,
  options: { readonly version?: string; readonly plugins: unknown; readonly files: Readonly<Record<string, string>> },
): string {
  mkdirSync(directory, { recursive: true });
  const { version = '1.0.0', plugins, files } = options;
  const description = { name: 'a-package', version, type: 'module', millrace: { plugins } };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(description));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

/** A source that writes one line, `said`, and has no more to say. It brings a copy of nothing. */
export function echoSource(said: string): string {
  return `
    import { ConfigDef } from '@millrace/connector-api';
    const config = new ConfigDef().define({ name: 'topic', type: 'STRING', importance: 'HIGH', documentation: 'Where it goes.' });
    class EchoTask {
      #records = [];
      start({ topic }) {
        const record = { topic, partition: null, keySchema: null, key: null, valueSchema: null, timestamp: null, headers: [] };
        this.#records = [{ ...record, value: ${JSON.stringify(said)}, sourcePartition: null, sourceOffset: null }];
      }
      async poll() {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return this.#records.splice(0);
      }
      stop() {}
    }
    export const echo = {
      type: 'source',
      config,
      taskClass: 'com.example.EchoTask',
      createConnector() {
        let props = {};
        return { start: (given) => void (props = given), taskConfigs: () => [props], stop() {} };
      },
      createTask: () => new EchoTask(),
    };
  `;
}

export const echoPlugin = { class: 'com.example.EchoSourceConnector', type: 'source', module: './echo.js', export: 'echo' };

/** A transformation that adds a text to the value. */
export function markTransformation(text: string): string {
  return `
    import { ConfigDef } from '@millrace/connector-api';
    export const mark = {
      type: 'transformation',
      config: new ConfigDef(),
      create: () => ({ apply: (record) => ({ ...record, value: record.value + ' ' + ${JSON.stringify(text)} }) }),
    };
  `;
}
