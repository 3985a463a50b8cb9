/** A name as one segment of a path, percent-encoded once. */
export function segment(name: string): string {
  return encodeURIComponent(name);
}

/** `/connectors/<name>` and what is below it. */
export function connectorPath(name: string, below = ''): string {
  return `/connectors/${segment(name)}${below}`;
}
