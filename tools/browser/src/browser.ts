import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** What Chromium is called by those who package it. */
const names = ['chromium', 'chromium-browser', 'chromium-headless-shell', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium: what `CHROMIUM` says, or the first one on the PATH; undefined if there is none. */
export async function findChromium(): Promise<string | undefined> {
  const { CHROMIUM: told, PATH = '' } = process.env;
  if (told !== undefined && told !== '') return told;
  for (const name of names) {
    for (const folder of PATH.split(delimiter)) {
      const path = join(folder, name);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

/** Why no browser can be started on this machine, in one line, or null if one can. */
export async function missingBrowser(): Promise<string | null> {
  return (await findChromium()) === undefined ? 'it needs Chromium, which `npm run browser` installs on Debian' : null;
}

/** @throws Error where there is no Chromium. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error((await missingBrowser()) ?? '');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
