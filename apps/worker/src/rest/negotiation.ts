/**
 * Whether an `Accept` header lets a media type through, `application/json`. None lets everything through. As in Kafka Connect,
 * qualities are not looked at, zero included, and a type without its second half stands for all of its kind.
 */
export function accepts(accept: string | undefined, type: string): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  const kind = type.split('/', 1)[0]!;
  const ranges = new Set([type, `${kind}/*`, kind, '*/*', '*']);
  return accept.split(',').some((range) => ranges.has(mediaType(range)));
}

/** Whether a `Content-Type` header says JSON; parameters are not looked at. */
export function isJsonContent(contentType: string): boolean {
  return mediaType(contentType) === 'application/json';
}

/** Whether a `Content-Type` header says JSON, or something that JSON is one of. */
export function coversJsonContent(contentType: string): boolean {
  return ['application/json', 'application/*', '*/*'].includes(mediaType(contentType));
}

function mediaType(value: string): string {
  return value.split(';', 1)[0]!.trim().toLowerCase();
}
