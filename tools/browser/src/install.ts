import { spawnSync } from 'node:child_process';
import { findChromium } from './browser.ts';

/** `npm run browser`: installs Debian's Chromium unless there is one already. */
function install(): number {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  for (const step of [
    ['apt-get', 'update', '-q'],
    ['apt-get', 'install', '-q', '-y', '--no-install-recommends', 'chromium-headless-shell'],
  ]) {
    const [command = '', ...args] = [...sudo, ...step];
    const { status } = spawnSync(command, args, { stdio: 'inherit', env: environment });
    if (status !== 0) return 1;
  }
  return 0;
}

const found = await findChromium();
if (found === undefined) process.exitCode = install();
else console.log(`There is one already: ${found}`);
