import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import type { RunReport } from '../run-report.ts';
import { badge } from './badge.ts';
import { htmlPage } from './html-page.ts';
import { junitReport } from './junit.ts';

/** Which report to write where; null for what is not wanted. */
export type ReportFiles = Readonly<Record<keyof typeof formats, string | null>>;

const formats = {
  json: (report: RunReport) => `${JSON.stringify(report, null, 2)}\n`,
  junit: junitReport,
  html: htmlPage,
  badge,
} as const;

const names = Object.keys(formats) as (keyof typeof formats)[];

/** Throws a UsageError for a file whose folder is not there: better before a run than after it. */
export function assertWritable(files: ReportFiles): void {
  for (const name of names) {
    const file = files[name];
    if (file !== null && !existsSync(dirname(file)))
      throw new UsageError(`--${name} ${file}: the folder ${dirname(file)} is not there`);
  }
}

export function writeReports(report: RunReport, files: ReportFiles): void {
  for (const name of names) {
    const file = files[name];
    if (file !== null) writeFileSync(file, formats[name](report));
  }
}
