import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ContractError } from './errors.ts';
import type { OpenApiDocument } from './openapi-document.ts';

/**
 * Lints the hand-written contract and bundles it into one document.
 *
 * @param contractFile the root file; a `redocly.yaml` beside it holds the rules.
 * @throws ContractError when the linter has anything to say, warnings included. Its report is the message.
 */
export async function bundleContract(contractFile: string): Promise<OpenApiDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bundle-'));
  try {
    await lint(contractFile);
    const bundle = join(folder, 'openapi.json');
    await redocly(['bundle', contractFile, '--config', rules(contractFile), '--output', bundle]);
    return JSON.parse(await readFile(bundle, 'utf8')) as OpenApiDocument;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lint(contractFile: string): Promise<void> {
  const report = await redocly(['lint', contractFile, '--config', rules(contractFile), '--format', 'json']);
  const { totals, problems } = JSON.parse(report) as LintReport;
  if (totals.errors + totals.warnings === 0) return;
  const lines = problems.map(
    ({ severity, ruleId, message, location }) => `${severity} ${ruleId}: ${message} (${place(location)})`,
  );
  throw new ContractError(`The contract does not lint:\n${lines.join('\n')}`);
}

interface LintReport {
  totals: { errors: number; warnings: number };
  problems: { severity: string; ruleId: string; message: string; location: LintLocation[] }[];
}
type LintLocation = { source: { ref: string }; pointer?: string };

function place([first]: LintLocation[]): string {
  return first ? `${first.source.ref}${first.pointer ?? ''}` : 'somewhere';
}

function rules(contractFile: string): string {
  return join(dirname(contractFile), 'redocly.yaml');
}

/** Runs redocly's command line, without telemetry and look-ups of newer versions; answers what it printed. */
function redocly(args: string[]): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  const cli = join(dirname(manifest), 'bin/cli.js');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, ...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const linted = args[0] === 'lint' && stdout.startsWith('{');
      if (error && !linted) reject(new ContractError(`redocly ${args[0]} failed:\n${stderr || stdout || error.message}`));
      else resolve(stdout);
    });
  });
}
