import { clientConfigDef } from './client-config/client-config-def.ts';

/** Where a client connects, as whom, with which files, and which classes or providers it brings in. */
const UNSAFE = [
  /^bootstrap\./,
  /^client\.dns\./,
  /^(?:sasl|ssl|security|config|internal)\./,
  /(?:\.|^)(?:classes|class|reporters|serializer|deserializer|strategy)$/,
  /^enable\.auto\.commit$/,
  /^transactional\.id$/,
];

let safe: ReadonlySet<string> | null = null;

/**
 * The client settings that connectors may override on a worker that has a Kafka and says nothing of it: all that tunes a client, and
 * nothing that makes it connect to another place or as somebody else, read files of the worker, or load code.
 */
export function safeOverrides(): ReadonlySet<string> {
  safe ??= new Set(
    (['producer', 'consumer', 'admin'] as const)
      .flatMap((kind) => [...clientConfigDef(kind).configKeys.keys()])
      .filter((name) => !UNSAFE.some((pattern) => pattern.test(name))),
  );
  return safe;
}
