/** What Apache Kafka ships as connect-distributed.properties, without its comments. */
export const distributedProperties = (bootstrapServers: string): Record<string, string> => ({
  'bootstrap.servers': bootstrapServers,
  'group.id': 'connect-cluster',
  'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'key.converter.schemas.enable': 'true',
  'value.converter.schemas.enable': 'true',
  'offset.storage.topic': 'connect-offsets',
  'offset.storage.replication.factor': '1',
  'config.storage.topic': 'connect-configs',
  'config.storage.replication.factor': '1',
  'status.storage.topic': 'connect-status',
  'status.storage.replication.factor': '1',
  'offset.flush.interval.ms': '10000',
});

/** Likewise connect-standalone.properties. */
export const standaloneProperties = (bootstrapServers: string, offsetFile: string): Record<string, string> => ({
  'bootstrap.servers': bootstrapServers,
  'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'key.converter.schemas.enable': 'true',
  'value.converter.schemas.enable': 'true',
  'offset.storage.file.filename': offsetFile,
  'offset.flush.interval.ms': '10000',
});

/** A .properties file with these. */
export function propertiesText(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}
