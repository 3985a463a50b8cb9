import { execFileSync } from 'node:child_process';

/** Whether the registry answers, which has what packages depend on. */
export function registryAnswers(): boolean {
  try {
    execFileSync('npm', ['view', 'commander', 'version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
