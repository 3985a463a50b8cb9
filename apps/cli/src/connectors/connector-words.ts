import type { CliCommand } from '../cli-command.ts';
import { labelOption, type LabelOptions } from '../commands/shared-options.ts';
import { UsageError } from '../errors.ts';
import type { Session } from '../session/session.ts';
import { listConnectors, selectConnectors, tellMissing } from './connector-view.ts';
import { readLabel } from './labels.ts';

export interface ManyOptions extends LabelOptions {
  readonly all?: boolean;
}

/** `pause connector a b` is `pause a b`: the noun may stand before the names, and has to where a connector is called like it. */
export function withoutNoun(words: readonly string[]): readonly string[] {
  return words[0] === 'connector' || words[0] === 'connectors' ? words.slice(1) : words;
}

/** The one name that a command takes, and the words after it. @throws UsageError */
export function oneName(words: readonly string[], command: string): readonly [string, ...string[]] {
  const [name, ...rest] = withoutNoun(words);
  if (name === undefined) throw new UsageError('Which connector?', `Name it: millrace ${command} NAME`);
  return [name, ...rest];
}

/** Gives a command words and options for one or several connectors. */
export function takesConnectors(command: CliCommand): CliCommand {
  return command
    .usage('[connector] <name...> [options]')
    .argument('[name...]', 'the connectors')
    .addOption(labelOption('those that carry this label; may be repeated'))
    .option('--all', 'all connectors')
    .completes('connectors');
}

/** The names that the words and options of such a command mean. @throws UsageError where they mean none */
export async function namesOf(session: Session, words: readonly string[], { label = [], all }: ManyOptions): Promise<string[]> {
  const names = withoutNoun(words);
  if (names.length === 0 && label.length === 0 && all !== true)
    throw new UsageError('Which connector?', 'Name one or several, or say -l LABEL or --all.');
  if (names.length > 0 && all === true) throw new UsageError('Names and --all exclude each other.');
  if (label.length === 0 && all !== true) return [...new Set(names)];
  const labels = label.map(readLabel);
  const { selected, missing } = selectConnectors(await listConnectors(await session.client(), session.signal), { names, labels });
  tellMissing(session, missing);
  if (selected.length === 0 && session.options.quiet !== true) session.terminal.error.line('No connector is meant by that.');
  return selected.map(({ name }) => name);
}
