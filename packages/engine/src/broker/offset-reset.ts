import { BadRequestError } from '../model/errors.ts';

/** `auto.offset.reset`: a word, or how far back in time (`by_duration:PT1H`, KIP-1106). */
export type OffsetReset = 'earliest' | 'latest' | 'none' | { readonly durationMs: number };

const duration = /^by_duration:[Pp](?:(\d+)[Dd])?(?:[Tt](?=\d)(?:(\d+)[Hh])?(?:(\d+)[Mm])?(?:(\d+(?:\.\d+)?)[Ss])?)?$/;

/** Throws BadRequestError for what Kafka refuses. */
export function parseOffsetReset(text: string | undefined): OffsetReset {
  const reset = text ?? 'earliest';
  if (reset === 'earliest' || reset === 'latest' || reset === 'none') return reset;
  const parts = duration.exec(reset)?.slice(1);
  if (parts?.some((part) => part !== undefined) === true) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
    return { durationMs: (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 };
  }
  throw new BadRequestError(
    `Invalid value ${text} for configuration auto.offset.reset: Invalid value \`${text}\` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.`,
  );
}
