import {
  ConfigDef,
  ConfigError,
  type ConfigOf,
  LambdaValidator,
  Range,
  ValidList,
  ValidString,
  type Validator,
} from '@millrace/connector-api';
import { parseHeaderRules } from './header-rule.ts';
import { parseListener } from './listener.ts';
import { otherWorkerKeys } from './other-worker-keys.ts';
import { originTest } from '../rest/cors-stage.ts';

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const SIMPLE_HEADER_CONVERTER = 'org.apache.kafka.connect.storage.SimpleHeaderConverter';

const listeners = LambdaValidator.with(
  (name, value) => {
    for (const text of (value ?? []) as readonly string[]) {
      if (parseListener(text) === null) throw ConfigError.invalidValue(name, text, 'It is not of the form protocol://host:port');
    }
  },
  () => 'URLs separated by commas, such as http://127.0.0.1:8083',
);

const requiredListeners = LambdaValidator.with(
  (name, value) => {
    if (!Array.isArray(value) || value.length === 0) throw ConfigError.invalidValue(name, '', 'There has to be at least one URL');
    listeners.ensureValid(name, value);
  },
  () => listeners.toString(),
);

/** A validator of text that some function reads; what it throws is what is wrong. */
function readableBy(read: (text: string) => unknown, form: string): Validator {
  return LambdaValidator.with(
    (name, value) => {
      try {
        read(String(value));
      } catch (error) {
        throw ConfigError.invalidValue(name, value, (error as Error).message);
      }
    },
    () => form,
  );
}

function readOrigins(text: string): void {
  for (const origin of text.split(',')) originTest(origin.trim());
}

function requireText(text: string): void {
  if (text === '') throw new Error('It is empty');
}

const wholeNumberOrNull = LambdaValidator.with(
  (name, value) => {
    if (value !== null) Range.atLeast(0).ensureValid(name, value);
  },
  () => 'a whole number, 0 or more',
);

const anyList = ValidList.anyNonDuplicateValues({ isEmptyAllowed: true, isNullAllowed: true });

/**
 * The worker's own settings: Kafka Connect's by their names and with its defaults, but that the embedded worker listens on 127.0.0.1
 * and has default converters; and ours. What other settings of Kafka Connect there are, is checked as well.
 */
export const workerConfigDef = new ConfigDef()
  .define({
    name: 'listeners',
    type: 'LIST',
    default: 'http://127.0.0.1:8083',
    validator: requiredListeners,
    importance: 'LOW',
    documentation: 'The URLs that the REST API listens on. Without a host: all interfaces.',
  })
  .define({
    name: 'admin.listeners',
    type: 'LIST',
    default: null,
    validator: listeners,
    importance: 'LOW',
    documentation: 'The URLs of the resources below /admin, if not those of listeners; empty: these resources are switched off.',
  })
  .define({
    name: 'rest.advertised.host.name',
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'The host that other workers, and the states of connectors, know this worker by.',
  })
  .define({
    name: 'rest.advertised.port',
    type: 'INT',
    default: null,
    validator: LambdaValidator.with(
      (name, value) => {
        if (value !== null) Range.between(0, 65_535).ensureValid(name, value);
      },
      () => 'a port, 0 to 65535',
    ),
    importance: 'LOW',
    documentation: 'The port that other workers, and the states of connectors, know this worker by.',
  })
  .define({
    name: 'rest.advertised.listener',
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Which kind of listener (http) other workers are to use.',
  })
  .define({
    name: 'access.control.allow.origin',
    type: 'STRING',
    default: '',
    validator: readableBy(readOrigins, 'origins separated by commas, * or regular expressions'),
    importance: 'LOW',
    documentation: 'The origins whose pages may use the API: *, or a list of regular expressions.',
  })
  .define({
    name: 'access.control.allow.methods',
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'The methods that pages of these origins may use; empty: GET, POST and HEAD.',
  })
  .define({
    name: 'response.http.headers.config',
    type: 'STRING',
    default: '',
    validator: readableBy(
      parseHeaderRules,
      'rules separated by commas, each [set|add|setDate|addDate] [header name]:[header value]',
    ),
    importance: 'LOW',
    documentation: 'Headers that every answer of the REST API gets.',
  })
  .define({
    name: 'rest.extension.classes',
    type: 'LIST',
    default: [],
    validator: anyList,
    importance: 'LOW',
    documentation: 'REST extensions.',
  })
  .define({
    name: 'ssl.client.auth',
    type: 'STRING',
    default: 'none',
    validator: ValidString.in('required', 'requested', 'none'),
    importance: 'LOW',
    documentation: 'Whether clients of an https listener have to show a certificate.',
  })
  .define({
    name: 'bootstrap.servers',
    type: 'LIST',
    default: null,
    validator: anyList,
    importance: 'HIGH',
    documentation: 'The Kafka cluster to work with. Without it the worker keeps topics itself, in data.dir.',
  })
  .define({
    name: 'plugin.path',
    type: 'LIST',
    default: null,
    validator: anyList,
    importance: 'LOW',
    documentation: 'Where plugins are looked for.',
  })
  .define({
    name: 'config.providers',
    type: 'LIST',
    default: [],
    validator: anyList,
    importance: 'LOW',
    documentation: 'Config providers by name.',
  })
  .define({
    name: 'key.converter',
    type: 'CLASS',
    default: JSON_CONVERTER,
    importance: 'HIGH',
    documentation: 'The converter of keys.',
  })
  .define({
    name: 'value.converter',
    type: 'CLASS',
    default: JSON_CONVERTER,
    importance: 'HIGH',
    documentation: 'The converter of values.',
  })
  .define({
    name: 'header.converter',
    type: 'CLASS',
    default: SIMPLE_HEADER_CONVERTER,
    importance: 'LOW',
    documentation: 'The converter of headers.',
  })
  .define({
    name: 'task.shutdown.graceful.timeout.ms',
    type: 'LONG',
    default: 5000,
    validator: Range.atLeast(0),
    importance: 'LOW',
    documentation: 'How long all tasks together have to stop when the worker stops.',
  })
  .define({
    name: 'data.dir',
    type: 'STRING',
    default: './data',
    validator: readableBy(requireText, 'the path of a directory'),
    importance: 'HIGH',
    documentation: 'Where the worker keeps topics, configurations, offsets and states when it works without Kafka.',
  })
  .define({
    name: 'task.threads',
    type: 'INT',
    default: null,
    validator: wholeNumberOrNull,
    importance: 'MEDIUM',
    documentation:
      'How many threads tasks share; without it, as many as the machine has cores. 0: plugins run in the main thread, where one that hangs takes the worker with it.',
  })
  .define({
    name: 'task.thread.max.heap.mb',
    type: 'INT',
    default: 512,
    validator: Range.atLeast(0),
    importance: 'MEDIUM',
    documentation:
      'How many mebibytes of JavaScript objects each thread may hold. With more it is ended, and the task that needed them fails. 0: no limit.',
  })
  .define({
    name: 'task.thread.max.external.mb',
    type: 'INT',
    default: 512,
    validator: Range.atLeast(0),
    importance: 'MEDIUM',
    documentation:
      'How many mebibytes each thread may hold outside of its heap, in buffers for the most part. With more it is ended, and the task that held them fails. 0: no limit.',
  })
  .define({
    name: 'rest.validate.responses',
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether answers are held against the contract before they go out.',
  })
  .define({
    name: 'log.format',
    type: 'STRING',
    default: 'auto',
    validator: ValidString.in('auto', 'json', 'text'),
    importance: 'LOW',
    documentation: 'json: one JSON object a line; text: lines for people; auto: text on a terminal, else json.',
  })
  .define({
    name: 'log.level',
    type: 'STRING',
    default: 'INFO',
    validator: ValidString.in('ALL', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OFF'),
    importance: 'LOW',
    documentation: 'The level of the root logger at the start.',
  });

export type WorkerConfig = ConfigOf<typeof workerConfigDef>;

for (const key of otherWorkerKeys) workerConfigDef.define(key);
