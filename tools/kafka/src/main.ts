import { parseArgs } from 'node:util';
import { defaultKafkaVersion, missingTools } from './class-path.ts';
import { startJavaConnect } from './java-connect.ts';
import { startKafkaCluster } from './kafka-broker.ts';

const usage = `usage: npm run kafka -- [--port 9092] [--brokers 1] [--version ${defaultKafkaVersion}]
       npm run java-connect -- [--bootstrap-servers host:port] [--mode distributed|standalone] [--port 8083] [--version ${defaultKafkaVersion}]
Both run until Ctrl-C. Without --bootstrap-servers, java-connect starts a broker of its own.`;

const stops: (() => Promise<void>)[] = [];

async function main(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      brokers: { type: 'string', default: '1' },
      version: { type: 'string' },
      mode: { type: 'string', default: 'distributed' },
      'bootstrap-servers': { type: 'string' },
    },
  });
  const missing = await missingTools();
  if (missing !== null) throw new Error(missing);
  const version = values.version ?? defaultKafkaVersion;
  const port = values.port === undefined ? undefined : { port: Number(values.port) };
  const brokers = Number(values.brokers);
  if (!Number.isInteger(brokers) || brokers < 1) throw new Error(`--brokers is a number from 1 on, not ${values.brokers}`);
  if (positionals[0] === 'kafka') await kafka({ version, brokers, ...port });
  else if (positionals[0] === 'java-connect') {
    const { mode } = values;
    if (mode !== 'distributed' && mode !== 'standalone') throw new Error(`--mode is distributed or standalone, not ${mode}`);
    const bootstrapServers = values['bootstrap-servers'] ?? (await kafka({ version, brokers }));
    const connect = await startJavaConnect({ bootstrapServers, mode, version, ...port });
    stops.unshift(() => connect.stop());
    console.log(`Apache Kafka Connect ${version} (${mode}) answers on ${connect.url}, log in ${connect.logFile}`);
  } else throw new Error(usage);
}

async function kafka(options: { version: string; brokers: number; port?: number }): Promise<string> {
  const cluster = await startKafkaCluster(options);
  stops.unshift(() => cluster.stop());
  const logs = cluster.brokers.map(({ logFile }) => logFile).join(', ');
  console.log(`Apache Kafka ${options.version} listens on ${cluster.bootstrapServers}, log in ${logs}`);
  return cluster.bootstrapServers;
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.log('stopping');
    void stopAll().then(() => process.exit(0));
  });
}
main(process.argv.slice(2)).catch(async (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  await stopAll();
  process.exit(2);
});
