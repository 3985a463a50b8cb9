import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rename, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pom = fileURLToPath(new URL('../pom.xml', import.meta.url));
const cacheDir = fileURLToPath(new URL('../target/', import.meta.url));

/** The release that the project is compared with. */
export const defaultKafkaVersion = '4.3.1';

/** Older releases to try things on: the last before 4.0, and the oldest whose KRaft brokers give out producer ids (2.8 does not). */
export const olderKafkaVersions = ['3.9.1', '3.0.2'] as const;

/** Why the real Kafka cannot be started on this machine, in one line, or null if it can. */
export async function missingTools(): Promise<string | null> {
  for (const [command, args, what] of [
    ['java', ['-version'], 'Java 17 or newer'],
    ['mvn', ['-version'], 'Maven'],
  ] as const) {
    try {
      await run(command, args);
    } catch {
      return `${what} (\`${command}\` on the PATH) is needed for Apache Kafka`;
    }
  }
  return null;
}

/**
 * The class path of Apache Kafka and its Connect worker, fetched from Maven Central on first use (55 MB, kept in Maven's own
 * repository). Throws with Maven's words when that fails.
 */
export async function classPath(version: string = defaultKafkaVersion): Promise<string> {
  const cached = `${cacheDir}class-path-${version}.txt`;
  const known = await readFresh(cached);
  if (known !== null) return known;
  await mkdir(cacheDir, { recursive: true });
  const output = `${cached}.${process.pid}`;
  await run(
    'mvn',
    ['-q', '-B', '-f', pom, `-Dkafka.version=${version}`, 'dependency:build-classpath', `-Dmdep.outputFile=${output}`],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  await rename(output, cached);
  return (await readFile(cached, 'utf8')).trim();
}

async function readFresh(cached: string): Promise<string | null> {
  try {
    const [made, asked] = await Promise.all([stat(cached), stat(pom)]);
    if (made.mtimeMs < asked.mtimeMs) return null;
    const path = (await readFile(cached, 'utf8')).trim();
    await Promise.all(path.split(':').map((jar) => access(jar)));
    return path;
  } catch {
    return null;
  }
}
