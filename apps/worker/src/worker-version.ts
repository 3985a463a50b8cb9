import { readFileSync } from 'node:fs';

/** The version of Apache Kafka Connect whose REST API this worker offers. */
const KAFKA_VERSION = '4.3.1';

export interface WorkerVersion {
  /** `4.3.1-millrace.0.1.0`: tools compare the part before the dash with versions of Apache Kafka. */
  readonly version: string;
  /** The git commit that was built, `unknown` if the build did not know it. */
  readonly commit: string;
}

/** Reads the version from the package, and the commit from what the build left beside the code. */
export function readWorkerVersion(): WorkerVersion {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return { version: `${KAFKA_VERSION}-millrace.${version}`, commit: readCommit() };
}

function readCommit(): string {
  try {
    return (JSON.parse(readFileSync(new URL('./build-info.json', import.meta.url), 'utf8')) as { commit: string }).commit;
  } catch {
    return 'unknown';
  }
}
