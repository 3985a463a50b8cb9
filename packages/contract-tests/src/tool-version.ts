import { readFileSync } from 'node:fs';

const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
};

/** As package.json says, of which both the sources and the build are one folder below. */
export const toolName = name;
export const toolVersion = version;
