/**
 * A real Apache Kafka and a real Apache Kafka Connect worker, for tests and comparisons.
 *
 *     const kafka = await startKafka();
 *     const connect = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers });
 *     await fetch(`${connect.url}/connectors`);
 *     await connect.stop();
 *     await kafka.stop();
 */
export { classPath, defaultKafkaVersion, missingTools } from './class-path.ts';
export { type JavaConnect, type JavaConnectOptions, startJavaConnect } from './java-connect.ts';
export { type KafkaBroker, type KafkaOptions, startKafka } from './kafka-broker.ts';
