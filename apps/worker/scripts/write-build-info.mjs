// Leaves the git commit that is being built beside the built code, for GET / to tell. Without git it is 'unknown'.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

function currentCommit() {
  try {
    const options = { cwd: import.meta.dirname ?? '.', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', ['rev-parse', '--short=16', 'HEAD'], options).trim();
  } catch {
    return 'unknown';
  }
}

writeFileSync(new URL('../dist/build-info.json', import.meta.url), `${JSON.stringify({ commit: currentCommit() })}\n`);
