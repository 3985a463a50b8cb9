import { bodies, on, requests } from '../changes.ts';
import { emptyAnswer, errorAnswer, listOf, objectOf, without, type Change } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** Loggers. */
export const loggerMutants = [
  mutant('levels-204', 'Setting a level answers 204', 'setLoggerLevel/200-names-changed', () =>
    on('setLoggerLevel', async (request, next) => {
      const answer = await next(request);
      return answer.status === 200 ? emptyAnswer(204) : answer;
    }),
  ),
  mutant('levels-by-case', 'Levels are in capitals only', 'setLoggerLevel/any-case', () =>
    on('setLoggerLevel', async (request, next) =>
      request.body.includes('dEbUg') ? errorAnswer(404, "invalid log level 'dEbUg'.") : next(request),
    ),
  ),
  mutant('levels-without-fatal', 'There is no FATAL', 'setLoggerLevel/all-levels', () =>
    on('setLoggerLevel', async (request, next) =>
      request.body.includes('FATAL') ? errorAnswer(404, "invalid log level 'FATAL'.") : next(request),
    ),
  ),
  mutant(
    'levels-stay',
    'Setting a level does nothing',
    ['setLoggerLevel/read-your-write', 'listLoggers/shows-what-was-set'],
    () => levelsStay(),
  ),
  mutant('children-not-named', 'Only the logger itself is named', 'setLoggerLevel/children-too', () =>
    bodies('setLoggerLevel', (names) => listOf(names).slice(0, 1)),
  ),
  mutant('modified-in-seconds', 'last_modified is in seconds', 'getLogger/last-modified', () =>
    bodies('getLogger', (one) => ({
      ...objectOf(one),
      last_modified: Math.round(Number(objectOf(one)['last_modified']) / 1000),
    })),
  ),
  mutant('modified-stays', 'last_modified stays', 'getLogger/last-modified-moves', () => {
    const time = Date.now();
    return bodies('getLogger', (one) => ({ ...objectOf(one), last_modified: time }));
  }),
  mutant('level-in-small-letters', 'Levels are shown in small letters', ['getLogger/root', 'setLoggerLevel/any-case'], () =>
    bodies('getLogger', (one) => ({ ...objectOf(one), level: String(objectOf(one)['level']).toLowerCase() })),
  ),
  mutant('no-root', 'The root logger is not listed', 'listLoggers/has-root', () =>
    bodies('listLoggers', (all) => without(all, 'root')),
  ),
  mutant('level-default', 'A level that is missing is INFO', 'setLoggerLevel/400-no-level', () =>
    requests('setLoggerLevel', (request) => ({ ...request, body: request.body === '{}' ? '{"level":"INFO"}' : request.body })),
  ),
  mutant('scope-refused', 'scope=worker is not known', 'setLoggerLevel/scope-worker', () =>
    on('setLoggerLevel', async (request, next) =>
      request.path.includes('scope=worker') ? errorAnswer(400, 'Unknown scope') : next(request),
    ),
  ),
];

function levelsStay(): Change {
  return on('setLoggerLevel', async (request, next) => {
    const name = decodeURIComponent(request.path.split('?')[0]?.split('/').at(-1) ?? '');
    const answer = await next({ ...request, body: '{"level":"ERROR"}' });
    return answer.status === 200 ? { ...answer, body: JSON.stringify([name]) } : answer;
  });
}
