/**
 * The module of a source and a sink that tell everybody what they were configured with: in errors, in log lines, in what they derive for
 * their tasks. `fail` names where they throw; what they do otherwise is to write the length of the secret into a record, and to refuse every
 * record with the secret in the reason.
 */
export const telltaleModule = `
  import { ConfigDef, ConnectError, createConfigValue } from '@millrace/connector-api';

  const text = (name, fallback) => ({ name, type: 'STRING', default: fallback, importance: 'HIGH', documentation: 'A text.' });
  const config = new ConfigDef()
    .define({ ...text('secret'), type: 'PASSWORD' })
    .define(text('open.secret', ''))
    .define({ ...text('pin', 0), type: 'INT' })
    .define(text('fail', ''))
    .define(text('topic', 'told'));

  const told = (props, where) => {
    if (props.fail !== where) return;
    const cause = new Error('the password is ' + JSON.stringify(props.secret));
    throw new ConnectError('could not log in to db://user:' + encodeURIComponent(props.secret) + '@host with ' + props.secret, { cause });
  };

  const connector = (extra) => () => {
    let props = {};
    return {
      start(given) {
        told(given, 'start');
        props = given;
      },
      taskConfigs(max) {
        told(props, 'taskConfigs');
        const derived = { ...props, 'derived.url': 'db://user:' + props.secret + '@host', 'copied': props.secret };
        return Array.from({ length: max }, () => derived);
      },
      stop() {},
    };
  };

  class Source {
    #props = {};
    #sent = false;
    start(config, { props }) {
      told(props, 'task');
      this.#props = props;
    }
    async poll() {
      told(this.#props, 'poll');
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (this.#sent) return null;
      this.#sent = true;
      const { topic, secret } = this.#props;
      const value = secret.length + ' ' + this.#props['derived.url'].length + ' ' + this.#props.copied.length;
      const rest = { partition: null, keySchema: null, key: null, valueSchema: null, timestamp: null, headers: [] };
      return [{ ...rest, topic, value, sourcePartition: { a: 1 }, sourceOffset: { b: 1 } }];
    }
    stop() {}
  }

  class Sink {
    async start(config, context) {
      this.props = context.props;
      this.reporter = context.errantRecordReporter;
    }
    async put(records) {
      for (const record of records) {
        const error = new ConnectError('refused by ' + this.props.secret);
        if (this.reporter) await this.reporter.report(record, error);
        else throw error;
      }
    }
    stop() {}
  }

  const alterOffsets = (props) => {
    told(props, 'alterOffsets');
    return true;
  };
  const validate = (props) => {
    told(props, 'validate');
    const values = config.validate(props);
    const extra = createConfigValue('advice');
    extra.value = 'use ' + props.secret;
    if (props.fail === 'advice') extra.errorMessages.push('do not use ' + props.secret);
    return [...values, extra];
  };
  const shared = { config, createConnector: connector(), alterOffsets, validate };
  export const source = { ...shared, type: 'source', taskClass: 'com.example.TelltaleTask', createTask: () => new Source() };
  export const sink = { ...shared, type: 'sink', taskClass: 'com.example.TelltaleTask', createTask: () => new Sink() };
`;

export const telltalePlugins = [
  { class: 'com.example.TelltaleSource', type: 'source', module: './telltale.js', export: 'source' },
  { class: 'com.example.TelltaleSink', type: 'sink', module: './telltale.js', export: 'sink' },
];

/** The module of a config provider whose values are those of a file, and good for a second. */
export const vaultModule = `
  import { readFile } from 'node:fs/promises';
  import { ConfigDef } from '@millrace/connector-api';

  export const vault = {
    type: 'config_provider',
    config: new ConfigDef().define({ name: 'address', type: 'STRING', importance: 'HIGH', documentation: 'Where it is.' }),
    create: (props) => ({
      async get(path, keys) {
        const value = await readFile(props.address, 'utf8');
        return { data: new Map([...keys].map((key) => [key, value])), ttlMs: 1000 };
      },
    }),
  };
`;
