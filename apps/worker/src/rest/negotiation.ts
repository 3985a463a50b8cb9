/** Whether an `Accept` header lets a media type through, `application/json`. None lets everything through. */
export function accepts(accept: string | undefined, type: string): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return bestQuality(accept, [type, `${type.split('/', 1)[0]}/*`, '*/*']) > 0;
}

/** Whether a `Content-Type` header says JSON; parameters are not looked at. */
export function isJsonContent(contentType: string | undefined): boolean {
  return contentType !== undefined && mediaType(contentType) === 'application/json';
}

/** The quality of the most specific range that the header has. */
function bestQuality(accept: string, ranges: readonly string[]): number {
  const given = new Map(accept.split(',').map((range) => [mediaType(range), quality(range)]));
  for (const range of ranges) {
    const found = given.get(range);
    if (found !== undefined) return found;
  }
  return 0;
}

function mediaType(value: string): string {
  return value.split(';', 1)[0]!.trim().toLowerCase();
}

function quality(range: string): number {
  const found = /;\s*q\s*=\s*([\d.]+)/i.exec(range);
  return found === null ? 1 : Number(found[1]);
}
