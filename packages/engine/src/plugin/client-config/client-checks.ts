import { ConfigError } from '@millrace/connector-api';

/** Days, hours, minutes and seconds of ISO 8601, as `java.time.Duration` reads them. */
const ISO_DURATION = /^[-+]?P(?:[-+]?\d+D)?(?:T(?=[-+\d])(?:[-+]?\d+H)?(?:[-+]?\d+M)?(?:[-+]?\d+(?:[.,]\d{0,9})?S)?)?$/i;

/** `compression.gzip.level`. */
export function checkGzipLevel(key: string, value: unknown): void {
  const level = Number(value);
  if ((level >= 1 && level <= 9) || level === -1) return;
  throw ConfigError.invalidValue(key, value, 'Value must be between 1 and 9 or equal to -1');
}

/** `auto.offset.reset` (KIP-1106). */
export function checkOffsetReset(key: string, value: unknown): void {
  const text = String(value);
  const [, duration] = /^by_duration:(.*)$/.exec(text) ?? [];
  if (['earliest', 'latest', 'none'].includes(text) || (duration !== undefined && isDuration(duration))) return;
  throw ConfigError.invalidValue(
    key,
    value,
    `Invalid value \`${text}\` for configuration ${key}. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.`,
  );
}

function isDuration(text: string): boolean {
  return ISO_DURATION.test(text) && /\d/.test(text) && !text.includes('-');
}

/** `share.acknowledgement.mode`. */
export function checkShareAcknowledgement(key: string, value: unknown): void {
  checkMode(key, value, ['implicit', 'explicit'], String(value));
}

/** `share.acquire.mode`. */
export function checkShareAcquire(key: string, value: unknown): void {
  checkMode(key, value, ['batch_optimized', 'record_limit'], String(value).toLowerCase());
}

function checkMode(key: string, value: unknown, modes: readonly string[], mode: string): void {
  if (modes.includes(mode)) return;
  const choice = modes.map((one) => `'${one}'`).join(' or ');
  throw ConfigError.invalidValue(
    key,
    value,
    `Invalid value \`${String(value)}\` for configuration ${key}. The value must either be ${choice}.`,
  );
}
