import type { CliCommand } from '../cli-command.ts';
import { fetchCandidates, follow, type Position } from './candidates.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** One thing that can stand there, and what it is. */
export interface Suggestion {
  readonly word: string;
  readonly what: string;
}

/** A shell is to offer files itself. */
export const files = 'files';

/** What can follow these words in place of the last one, which may be empty or half written. */
export async function complete(
  program: CliCommand,
  words: readonly string[],
  env: Env,
): Promise<readonly Suggestion[] | typeof files> {
  const written = words.at(-1) ?? '';
  const position = follow(program, words.slice(0, -1));
  if (position.command.isPassedOn) return files;
  const found =
    position.open === undefined ? await wordsAt(position, program, written, env) : await valuesOf(position, program, env);
  return found === files ? files : found.filter(({ word }) => word.startsWith(written));
}

async function wordsAt(position: Position, program: CliCommand, written: string, env: Env) {
  const { command, words, options } = position;
  if (written.startsWith('-')) return optionsOf(command, program);
  const commands = command.commands
    .filter((one) => words.length === 0 && !(one as CliCommand & { _hidden?: boolean })._hidden)
    .map((one) => ({ word: one.name(), what: one.description() }));
  if (command.candidates === undefined) return commands;
  const given = new Set(words);
  const names = await fetchCandidates(command.candidates, options, env);
  return [...commands, ...names.filter((name) => !given.has(name)).map((word) => ({ word, what: '' }))];
}

function optionsOf(command: CliCommand, program: CliCommand): Suggestion[] {
  const all = [...command.options, ...(command === program ? [] : program.options)].filter(({ hidden }) => !hidden);
  return [
    ...all.map(({ long, short, description }) => ({ word: long ?? short!, what: description })),
    { word: '--help', what: 'show help' },
  ];
}

/** Choices where the option has some, names of contexts, and files for everything that is one. */
async function valuesOf(
  { open, command, options }: Position,
  program: CliCommand,
  env: Env,
): Promise<Suggestion[] | typeof files> {
  if (open === '--context') return (await fetchCandidates('contexts', options, env)).map((word) => ({ word, what: '' }));
  if (open === '--filename' || open === '--dir') return files;
  const option = [...command.options, ...program.options].find(({ long }) => long === open);
  const choices = open === '--for' ? ['running', 'paused', 'stopped', 'failed', 'deleted', 'tasks='] : (option?.argChoices ?? []);
  return choices.map((word) => ({ word, what: '' }));
}
