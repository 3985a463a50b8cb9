import { Option } from 'commander';
import { outputFormats } from '../output/listing.ts';
import type { OutputFormat } from '../output/listing.ts';

export interface OutputOptions {
  readonly output: OutputFormat;
}

/** `-o` of commands that show something. */
export const outputOption = (formats: readonly OutputFormat[] = outputFormats): Option =>
  new Option('-o, --output <format>', 'how to show it').choices(formats).default('table');

const collect = (value: string, previous: readonly string[] = []) => [...previous, value];

export interface LabelOptions {
  readonly label?: readonly string[];
}

export const labelOption = (what: string): Option => new Option('-l, --label <name=value>', what).argParser(collect);

export interface FileOptions {
  readonly filename?: readonly string[];
}

export const fileOption = (what: string): Option => new Option('-f, --filename <path>', what).argParser(collect);

export interface WaitFlag {
  readonly wait?: boolean;
}
