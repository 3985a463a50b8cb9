/** An address that the worker listens on. */
export interface Listener {
  /** Empty: all interfaces. An IPv6 address stands without brackets. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

const PATTERN = /^(.*):\/\/\[?([0-9a-zA-Z\-%._:]*)\]?:(\d+)$/;

/** Reads `protocol://host:port`; null for anything else. The protocol comes in small letters. */
export function parseListener(text: string): { readonly protocol: string; readonly listener: Listener } | null {
  const found = PATTERN.exec(text.trim());
  if (found === null) return null;
  const port = Number(found[3]);
  return port > 65_535 ? null : { protocol: found[1]!.toLowerCase(), listener: { host: found[2]!, port } };
}

/** `host:port` as it stands in a URL. */
export function formatHostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
