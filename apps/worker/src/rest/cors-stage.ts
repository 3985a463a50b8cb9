import type { Request, RequestHandler, Response } from 'express';

/** Which pages of other origins may use the API. */
export interface CorsOptions {
  /** `*`, or regular expressions that the whole origin has to match. */
  readonly origins: readonly string[];
  /** Methods for other than simple requests; empty: GET, POST and HEAD. */
  readonly methods: readonly string[];
}

const DEFAULT_METHODS = ['GET', 'POST', 'HEAD'];
const ALLOWED_HEADERS = ['Content-Type'];
const SIMPLE_HEADERS = new Set(['accept', 'accept-language', 'content-language', 'last-event-id']);
const MAX_AGE_SECONDS = 60;

/**
 * `access.control.allow.origin` and `access.control.allow.methods`, as Kafka Connect's server keeps them: an allowed origin is named in
 * the answer; a preflight whose method and headers are allowed is told what is, and answered as any other OPTIONS request.
 */
export function createCorsStage({ origins, methods }: CorsOptions): RequestHandler {
  const allowed = origins.map(originTest);
  const allowedMethods = methods.length === 0 ? DEFAULT_METHODS : methods;
  return (req, res, next) => {
    res.appendHeader('Vary', 'Origin');
    const { origin } = req.headers;
    if (origin !== undefined && allowed.some((matches) => matches(origin))) {
      if (isPreflight(req)) answerPreflight(req, res, origin, allowedMethods);
      else res.setHeader('Access-Control-Allow-Origin', origin);
    }
    next();
  };
}

/** Throws SyntaxError for a pattern that is none. */
export function originTest(pattern: string): (origin: string) => boolean {
  if (pattern === '*') return () => true;
  const expression = new RegExp(`^(?:${pattern})$`, 'i');
  return (origin) => origin === pattern || expression.test(origin);
}

function isPreflight(req: Request): boolean {
  return req.method === 'OPTIONS' && req.headers['access-control-request-method'] !== undefined;
}

function answerPreflight(req: Request, res: Response, origin: string, methods: readonly string[]): void {
  if (!methods.includes(req.headers['access-control-request-method']!)) return;
  if (!requestedHeaders(req).every((name) => SIMPLE_HEADERS.has(name) || name === 'content-type')) return;
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Access-Control-Max-Age', String(MAX_AGE_SECONDS));
  res.setHeader('Access-Control-Allow-Methods', methods.join(','));
  res.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS.join(','));
}

function requestedHeaders(req: Request): string[] {
  const names = req.headers['access-control-request-headers'] ?? '';
  return names
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
