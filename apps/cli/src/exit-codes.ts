/** What the exit code says; scripts rely on it, so a number never changes its meaning. */
export const exitCodes = {
  done: 0,
  different: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  invalidConfig: 5,
  notAllowed: 6,
  unreachable: 7,
  timeout: 8,
  failed: 9,
  refused: 10,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** For the manual. */
export const exitCodeMeanings: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.done, 'Done. For `diff`: nothing differs.'],
  [exitCodes.different, '`diff` found differences. No other command ends with it.'],
  [exitCodes.usage, 'The command line, a file or the contexts are wrong; nothing was sent.'],
  [exitCodes.notFound, 'There is no such connector, task, plugin, logger or resource.'],
  [exitCodes.conflict, 'A connector of that name is there already, or a rebalance did not end in time.'],
  [exitCodes.invalidConfig, 'The worker refused a configuration, or `validate`, `--dry-run` or `diff` found it wrong.'],
  [exitCodes.notAllowed, 'The worker asks for another user, password or token (401, 403).'],
  [exitCodes.unreachable, 'Nobody answers there, or not a Kafka Connect.'],
  [exitCodes.timeout, 'Time was up: an answer, or what was waited for, did not come.'],
  [exitCodes.failed, 'What was waited for cannot come: the connector or a task has failed.'],
  [exitCodes.refused, 'The worker refused for another reason, or could not do it.'],
  [exitCodes.internal, 'An error in millrace itself.'],
  [exitCodes.interrupted, 'Interrupted by Ctrl-C.'],
];
