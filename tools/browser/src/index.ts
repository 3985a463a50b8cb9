/**
 * A real Chromium for tests: one that the machine has, or Debian's, which `npm run browser` installs.
 *
 *     const browser = await startBrowser();
 *     const page = await browser.newPage();
 *     await browser.close();
 */
export { findChromium, missingBrowser, startBrowser } from './browser.ts';
