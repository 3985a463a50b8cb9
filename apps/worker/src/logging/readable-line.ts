/** Makes of a log line in JSON one that a person reads: time, level, logger, message, fields; an error's stack below it. */
export function readableLine(json: string): string {
  const { level, time, logger, msg, error, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const head = `${new Date(Number(time)).toISOString()} ${String(level).padEnd(5)} [${String(logger)}] ${String(msg)}`;
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${[head, ...rest].join(' ')}${errorText(error)}\n`;
}

function errorText(error: unknown): string {
  if (error === undefined || error === null) return '';
  if (typeof error !== 'object') return ` error=${JSON.stringify(error)}`;
  const { stack, message, cause } = error as { stack?: unknown; message?: unknown; cause?: unknown };
  const text = typeof stack === 'string' ? stack : String(message);
  return `\n${text}${cause === undefined ? '' : `\nCaused by:${errorText(cause)}`}`;
}
