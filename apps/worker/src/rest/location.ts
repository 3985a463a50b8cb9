import type { IncomingMessage } from 'node:http';

/** The absolute URL of a connector as the caller reaches this worker: by the Host header of the request. */
export function connectorLocation(request: IncomingMessage, connector: string): string {
  const { localAddress = '127.0.0.1', localPort = 0 } = request.socket;
  const host = request.headers.host ?? `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  return `http://${host}/connectors/${encodeName(connector)}`;
}

/**
 * Percent-encodes a path segment as Java's UriBuilder does: the punctuation that a segment may hold stays; a slash does not,
 * nor a semicolon, behind which a segment has its parameters.
 */
function encodeName(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replaceAll(/%(?:24|26|2B|2C|3A|3D|40)/g, decodeURIComponent);
}
