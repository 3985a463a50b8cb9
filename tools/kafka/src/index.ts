/**
 * A real Apache Kafka and a real Apache Kafka Connect worker, for tests and comparisons.
 *
 *     const kafka = await startKafka();
 *     const connect = await startJavaConnect({ bootstrapServers: kafka.bootstrapServers });
 *     await fetch(`${connect.url}/connectors`);
 *     await connect.stop();
 *     await kafka.stop();
 */
export { classPath, defaultKafkaVersion, missingTools, olderKafkaVersions } from './class-path.ts';
export { type JavaConnect, type JavaConnectOptions, startJavaConnect } from './java-connect.ts';
export { type KafkaBroker, type KafkaCluster, type KafkaOptions, startKafka, startKafkaCluster } from './kafka-broker.ts';
export { freePorts } from './ports.ts';
export type { SecureListeners, TlsFiles } from './secure-listeners.ts';
export { type SeenRecord, type SeenTopic, type TopicTools, topicTools } from './topic-tools.ts';
