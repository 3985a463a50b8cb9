import { writeFile } from 'node:fs/promises';

/** Writes a .properties file that Java reads back as `properties`. */
export async function writeProperties(file: string, properties: Readonly<Record<string, string>>): Promise<void> {
  const line = ([key, value]: [string, string]) => `${escapeKey(key)}=${escapeText(value)}\n`;
  await writeFile(file, Object.entries(properties).map(line).join(''));
}

const escapeText = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/^ /, '\\ ');
const escapeKey = (text: string) => escapeText(text).replace(/[:= ]/g, '\\$&');
