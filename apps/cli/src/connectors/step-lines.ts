import type { ApplyAction, ApplyStep, SettingChange } from '@millrace/client';
import { explainError } from '../explain-error.ts';
import { printable, printableLines } from '../output/printable.ts';
import type { Screen, Style } from '../output/terminal.ts';
import { shownValue } from './secret-values.ts';

interface Words {
  readonly sign: string;
  readonly style: Style;
  readonly done: string;
  readonly planned: string;
}

const words: Readonly<Record<ApplyAction, Words>> = {
  create: { sign: '+', style: 'green', done: 'created', planned: 'would be created' },
  change: { sign: '~', style: 'yellow', done: 'changed', planned: 'would be changed' },
  delete: { sign: '-', style: 'red', done: 'deleted', planned: 'would be deleted' },
  nothing: { sign: '=', style: 'dim', done: 'nothing to do', planned: 'nothing to do' },
};

export interface StepOptions {
  readonly planned: boolean;
  /** Setting by setting. */
  readonly diff: boolean;
  readonly showSecrets: boolean;
}

/** What happened, or would, to one connector: a line, its settings below where they are asked for, and what is wrong with it. */
export function stepLines(step: ApplyStep, screen: Screen, { planned, diff, showSecrets }: StepOptions): string[] {
  const { action, changes, error } = step;
  const { sign, style, done } = words[action];
  const name = screen.style('bold', printable(step.name));
  const outcome = planned ? words[action].planned : done;
  const head = error === undefined ? outcome : `could not be ${done}`;
  const settings = diff ? changes.flatMap((change) => changeLines(change, screen, showSecrets)) : [];
  return [`${screen.style(error ? 'red' : style, sign)} ${name} ${head}`, ...settings, ...problemLines(step, screen)];
}

function changeLines({ key, from, to }: SettingChange, screen: Screen, showSecrets: boolean): string[] {
  const text = (value: string) => `${printable(key)}: ${printable(shownValue(key, value, showSecrets))}`;
  return [
    ...(from === undefined ? [] : [screen.style('red', `    - ${text(from)}`)]),
    ...(to === undefined ? [] : [screen.style('green', `    + ${text(to)}`)]),
  ];
}

/** Why a step failed, or what validation found, one line each. */
export function problemLines({ error, invalid = {} }: ApplyStep, screen: Screen): string[] {
  const said = error === undefined ? [] : printableLines(explainError(error)?.message ?? error.message);
  const found = Object.entries(invalid).flatMap(([key, errors]) => errors.map((one) => `${key}: ${one}`));
  return [...said, ...found.map(printable)].map((line) => screen.style('red', `    ! ${line}`));
}

/** `100 connectors: 1 created, 99 with nothing to do`. */
export function summary(steps: readonly ApplyStep[], planned: boolean): string {
  const count = (test: (step: ApplyStep) => boolean) => steps.filter(test).length;
  const isWrong = ({ error, invalid }: ApplyStep) => error !== undefined || invalid !== undefined;
  const [verb, wrong] = planned ? ['to be ', 'wrong'] : ['', 'failed'];
  const parts = (['create', 'change', 'delete'] as const).map(
    (action) => [count((step) => step.action === action && !isWrong(step)), `${verb}${words[action].done}`] as const,
  );
  const all = [...parts, [count(isWrong), wrong] as const].filter(([number]) => number > 0);
  const connectors = `${steps.length} connector${steps.length === 1 ? '' : 's'}`;
  if (all.length === 0) return `${connectors}: nothing to do`;
  const same = count((step) => step.action === 'nothing');
  return `${connectors}: ${[...all.map((part) => part.join(' ')), ...(same > 0 ? [`${same} with nothing to do`] : [])].join(', ')}`;
}
