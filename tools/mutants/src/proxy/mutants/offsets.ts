import { bodies, on, requestBodies, type Operations } from '../changes.ts';
import { emptyAnswer, jsonAnswer, listOf, objectOf, without, type Change, type JsonObject } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

const altered = { message: 'The offsets for this connector have been altered successfully' };
const wasReset = { message: 'The offsets for this connector have been reset successfully' };

/** Offsets, read and changed. */
export const offsetMutants = [
  mutant(
    'offsets-swapped',
    'Partition and offset are swapped',
    ['alterOffsets/sets-and-adds', 'getOffsets/data-source-position'],
    () => shown('getOffsets', ({ partition, offset }) => ({ partition: offset, offset: partition })),
  ),
  mutant('offsets-of-neighbours', 'Partitions have the offsets of their neighbours', 'alterOffsets/sets-and-adds', () =>
    bodies('getOffsets', (body) => {
      const all = listOf(objectOf(body)['offsets']).map(objectOf);
      return { offsets: all.map(({ partition }, index) => ({ partition, offset: all.at(index - 1)?.['offset'] })) };
    }),
  ),
  mutant('offsets-as-text', 'Positions are text', ['alterOffsets/sets-and-adds', 'getOffsets/data-source-position'], () =>
    shown('getOffsets', (one) => ({ ...one, offset: mapNumbers(one['offset'], String) })),
  ),
  mutant('offsets-of-32-bits', 'Positions have 32 bits', 'alterOffsets/64-bit', () =>
    shown('getOffsets', (one) => ({ ...one, offset: mapNumbers(one['offset'], (value) => value % 2 ** 32) })),
  ),
  mutant('offsets-last-read', 'A sink shows the record that it read last', 'getOffsets/data-sink-offset', () =>
    shown('getOffsets', (one) => ({ ...one, offset: mapNumbers(one['offset'], (value) => value - 1) })),
  ),
  mutant('offsets-first-only', 'Only the offset of one partition is shown', 'alterOffsets/sets-and-adds', () =>
    bodies('getOffsets', (body) => ({ offsets: listOf(objectOf(body)['offsets']).slice(0, 1) })),
  ),
  mutant('offsets-bare', 'Offsets are a bare array', ['getOffsets/200-schema', 'getOffsets/empty-at-first'], () =>
    bodies('getOffsets', (body) => objectOf(body)['offsets']),
  ),
  mutant('offsets-404-if-none', 'No offsets are a 404', 'getOffsets/empty-at-first', () =>
    on('getOffsets', async (request, next) => {
      const answer = await next(request);
      return answer.body === '{"offsets":[]}' ? jsonAnswer(404, { error_code: 404, message: 'No offsets' }) : answer;
    }),
  ),
  mutant(
    'alter-nothing',
    'Altering offsets does nothing',
    ['alterOffsets/sets-and-adds', 'alterOffsets/data-source-reads-again'],
    () => on('alterOffsets', async () => jsonAnswer(200, altered)),
  ),
  mutant('alter-keeps-nulls', 'Altering does not remove', 'alterOffsets/null-removes', () =>
    alterRequests((offsets) => offsets.filter(({ offset }) => offset !== null), true),
  ),
  mutant('alter-first-only', 'Only the first of several positions is altered', 'alterOffsets/sets-and-adds', () =>
    alterRequests((offsets) => offsets.slice(0, 1)),
  ),
  mutant(
    'alter-one-ahead',
    'Positions are altered to one more',
    ['alterOffsets/sets-and-adds', 'alterOffsets/data-sink-reads-again'],
    () => alterRequests((offsets) => offsets.map((one) => ({ ...one, offset: mapNumbers(one['offset'], (value) => value + 1) }))),
  ),
  mutant(
    'alter-while-running',
    'Offsets are altered whatever the state',
    ['alterOffsets/400-not-stopped', 'alterOffsets/400-paused'],
    () =>
      on('alterOffsets', async (request, next) => {
        const answer = await next(request);
        return answer.body.includes('STOPPED') ? jsonAnswer(200, altered) : answer;
      }),
  ),
  mutant('alter-empty', 'Altering nothing is fine', 'alterOffsets/400-none-given', () =>
    on('alterOffsets', async (request, next) => {
      const answer = await next(request);
      return answer.body.includes('need to be provided') ? jsonAnswer(200, altered) : answer;
    }),
  ),
  mutant('alter-unknown-members', 'Members that the request does not have are ignored', 'alterOffsets/unknown-member', () =>
    requestBodies('alterOffsets', (body) => {
      const offsets = objectOf(body)['offsets'];
      return {
        ...without(body, 'colour'),
        offsets: Array.isArray(offsets) ? offsets.map((one) => without(one, 'colour')) : offsets,
      };
    }),
  ),
  mutant('alter-wrong-types', 'Offsets of another type are ignored', 'alterOffsets/wrong-types', () =>
    on('alterOffsets', async (request, next) => {
      const answer = await next(request);
      return /STOPPED|not found/.test(answer.body) || answer.status < 300 ? answer : jsonAnswer(200, altered);
    }),
  ),
  mutant('alter-204', 'Altering answers 204', 'alterOffsets/message', () =>
    on('alterOffsets', async (request, next) => ((await next(request)).status === 200 ? emptyAnswer(204) : next(request))),
  ),
  mutant(
    'reset-nothing',
    'Resetting offsets does nothing',
    ['resetOffsets/removes-all', 'resetOffsets/data-source-starts-over'],
    () => on('resetOffsets', async () => jsonAnswer(200, wasReset)),
  ),
  mutant('reset-while-running', 'Offsets are reset whatever the state', 'resetOffsets/400-not-stopped', () =>
    on('resetOffsets', async (request, next) => {
      const answer = await next(request);
      return answer.body.includes('STOPPED') ? jsonAnswer(200, wasReset) : answer;
    }),
  ),
  mutant('reset-resumes', 'Resetting offsets resumes the connector', 'resetOffsets/leaves-connector', () =>
    on('resetOffsets', async (request, next) => {
      const answer = await next(request);
      await next({ ...request, method: 'PUT', path: request.path.replace(/\/offsets$/, '/resume') });
      return answer;
    }),
  ),
  mutant('reset-none-404', 'Resetting no offsets is a 404', 'resetOffsets/200-without-offsets', () =>
    on('resetOffsets', async (request, next) => {
      const offsets = await next({ ...request, method: 'GET' });
      return offsets.body === '{"offsets":[]}' ? jsonAnswer(404, { error_code: 404, message: 'No offsets' }) : next(request);
    }),
  ),
];

function shown(which: Operations, edit: (one: JsonObject) => JsonObject): Change {
  return bodies(which, (body) => ({ offsets: listOf(objectOf(body)['offsets']).map((one) => edit(objectOf(one))) }));
}

/** With `skipsEmpty` a request of which nothing is left is answered as if it had been done. */
function alterRequests(edit: (offsets: JsonObject[]) => JsonObject[], skipsEmpty = false): Change {
  const change = requestBodies('alterOffsets', (body) => ({ offsets: edit(listOf(objectOf(body)['offsets']).map(objectOf)) }));
  return async (request, next) => {
    return change(request, async (after) =>
      skipsEmpty && after.body === '{"offsets":[]}' ? jsonAnswer(200, altered) : next(after),
    );
  };
}

function mapNumbers(value: unknown, edit: (number: number) => unknown): JsonObject | null {
  if (value === null) return null;
  const entries = Object.entries(objectOf(value));
  return Object.fromEntries(entries.map(([key, one]) => [key, typeof one === 'number' ? edit(one) : one]));
}
