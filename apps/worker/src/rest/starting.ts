import type { RequestListener } from 'node:http';

const MESSAGE = 'Worker is still starting up.';

/** Answers while the worker starts: `/health` says that it does, all else is 503. */
export const answerStarting: RequestListener = (req, res) => {
  const isHealth = /^\/health\/?(?:$|\?)/.test(req.url ?? '');
  const body = isHealth ? { status: 'starting', message: MESSAGE } : { error_code: 503, message: MESSAGE };
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(503, { 'Content-Type': 'application/json', 'Content-Length': bytes.length, 'Retry-After': '1' });
  res.end(bytes);
};
