import * as engine from '@millrace/engine';
import { describe, expect, it } from 'vitest';
import { JsonError } from '../json/json-text.ts';
import { STATUS_OF_ERROR, statusOf } from './errors.ts';
import { RequestError, RoutingError } from './request-error.ts';

const classes = Object.values(engine as Readonly<Record<string, unknown>>).filter(
  (value): value is new (message: string) => Error =>
    typeof value === 'function' && value.prototype instanceof engine.EngineError,
);

describe('the table of errors', () => {
  it('is asked about all classes of the engine', () => expect(classes.length).toBeGreaterThanOrEqual(12));

  it.each(classes.map((type) => [type.name, type] as const))('has a row for %s', (_name, type) => {
    const ancestors = [...STATUS_OF_ERROR.keys()].filter((row) => type === row || type.prototype instanceof row);
    expect(ancestors).not.toEqual([]);
    expect(statusOf(new type('x'))).toBe(STATUS_OF_ERROR.get(ancestors[0]!));
  });

  it.each([
    [new engine.BadRequestError('x'), 400],
    [new engine.ForbiddenError('x'), 403],
    [new engine.NotFoundError('x'), 404],
    [new engine.AlreadyExistsError('x'), 409],
    [new engine.ConflictError('x'), 409],
    [new engine.UnavailableError('x'), 503],
    [new engine.StoreError('x'), 500],
    [new JsonError('x'), 400],
    [new RoutingError(406), 406],
    [new RequestError(431, 'x'), 431],
    [Object.assign(new Error('too large'), { status: 413 }), 413],
    [Object.assign(new Error('x'), { status: 500 }), 500],
    [Object.assign(new Error('x'), { status: 200 }), 500],
    [new TypeError('x'), 500],
    ['thrown text', 500],
    [null, 500],
  ])('answers %s with %i', (error, status) => expect(statusOf(error)).toBe(status));
});
