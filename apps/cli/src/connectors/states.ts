import type { Style } from '../output/terminal.ts';

interface Stateful {
  readonly state: string;
}

interface Worker extends Stateful {
  readonly tasks: readonly Stateful[];
}

/** What needs attention most comes first. States nobody knows yet stand before those that are as somebody wanted them. */
const order = ['FAILED', 'DESTROYED', 'UNASSIGNED', 'RESTARTING'];
const wanted = ['STOPPED', 'PAUSED', 'RUNNING'];

const rank = (state: string): number => {
  const urgent = order.indexOf(state);
  if (urgent >= 0) return urgent;
  const calm = wanted.indexOf(state);
  return calm < 0 ? order.length : order.length + 1 + calm;
};

/** Of a connector and its tasks: that of the one that needs attention most. */
export const rankOf = ({ state, tasks }: Worker): number => Math.min(rank(state), ...tasks.map((task) => rank(task.state)));

export const rankOfState = rank;

const styles = new Map<string, Style>([
  ['RUNNING', 'green'],
  ['FAILED', 'red'],
  ['DESTROYED', 'red'],
  ['PAUSED', 'yellow'],
  ['STOPPED', 'yellow'],
  ['UNASSIGNED', 'yellow'],
  ['RESTARTING', 'yellow'],
]);

export const styleOf = (state: string): Style | undefined => styles.get(state);

/** `2/3` run; `1/3, 2 failed` where some failed. */
export function taskSummary(tasks: readonly Stateful[]): string {
  const count = (state: string) => tasks.filter((task) => task.state === state).length;
  const failed = count('FAILED');
  return `${count('RUNNING')}/${tasks.length}${failed > 0 ? `, ${failed} failed` : ''}`;
}

/** For a summary: red where any task failed, yellow where not all run. */
export function styleOfTasks(tasks: readonly Stateful[]): Style | undefined {
  if (tasks.some(({ state }) => state === 'FAILED')) return 'red';
  return tasks.every(({ state }) => state === 'RUNNING') ? undefined : 'yellow';
}
