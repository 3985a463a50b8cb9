import { describe, expect, test } from 'vitest';
import { conflicts } from '../test/kafka-connect-409.ts';
import { errorOfAnswer } from './error-of-answer.ts';
import { InvalidConfigError, NotFoundError } from './errors.ts';

const answer = (status: number, message: string | null, path = '/connectors/{name}') =>
  errorOfAnswer(path, { method: 'GET', url: 'http://x/y', status, body: JSON.stringify({ error_code: status, message }) });

describe('the error of an answer', () => {
  test.each(conflicts)('409 $message', ({ message, ...expected }) => {
    expect(answer(409, message)).toMatchObject({ ...expected, message, status: 409, errorCode: 409 });
  });

  test.each([
    ['Connector due to stale configuration already exists', 'AlreadyExistsError', false],
    ['Connector a\nb already exists', 'AlreadyExistsError', false],
    ['Fencing failed because new task configurations were generated for the connector', 'ConnectError', false],
    [null, 'ConnectError', false],
  ])('409 %j', (message, name, retriable) => {
    expect(answer(409, message)).toMatchObject({ name, retriable });
  });

  test.each([
    [400, 'Connectors must be in the STOPPED state before …', 'BadRequestError', false],
    [401, 'User cannot access the resource.', 'UnauthorizedError', false],
    [403, 'Topic tracking is disabled.', 'ForbiddenError', false],
    [404, 'Connector a not found', 'NotFoundError', false],
    [405, 'HTTP 405 Method Not Allowed', 'ConnectError', false],
    [408, null, 'RequestTimeoutError', true],
    [429, null, 'ServerError', true],
    [500, 'Request timed out', 'RequestTimeoutError', true],
    [500, 'Request timed out. The worker is currently ensuring membership in the cluster', 'RequestTimeoutError', true],
    [500, 'Request cannot be completed because a rebalance is expected', 'RebalanceInProgressError', true],
    [500, 'IO Error trying to forward REST request: closed', 'ServerError', true],
    [501, null, 'ServerError', false],
    [503, 'Session key not available yet', 'ServerError', true],
  ])('%i %j is a %s', (status, message, name, retriable) => {
    expect(answer(status, message)).toMatchObject({ name, retriable, status });
  });

  test('a resource that an older server does not have is named', () => {
    expect(answer(404, 'HTTP 404 Not Found', '/connectors/{name}/offsets').message).toBe(
      'HTTP 404 Not Found: this server has no GET /connectors/{name}/offsets',
    );
  });

  test('a wrong configuration names its settings', () => {
    const message = [
      'Connector configuration is invalid and contains the following 3 error(s):',
      'Missing required configuration "topic" which has no default value.',
      'Invalid value a, b for configuration c for configuration tasks.max: Not a number of type INT',
      'Invalid value null for configuration tasks.max: Value must be non-null',
      'You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`',
    ].join('\n');
    const error = answer(400, message, '/connectors');
    expect(error).toBeInstanceOf(InvalidConfigError);
    expect(Object.keys((error as InvalidConfigError).errors)).toEqual(['topic', 'tasks.max']);
  });

  test('what Apache Kafka Connect says with 500 and means as 400 is a wrong configuration', () => {
    const prefix = 'org.apache.kafka.connect.runtime.rest.errors.BadRequestException: ';
    const message = 'Connector config {topic=t} contains no connector type';
    const error = answer(500, prefix + message, '/connector-plugins/{plugin}/config/validate');
    expect(error).toMatchObject({ name: 'InvalidConfigError', message, status: 500, retriable: false });
  });

  test('an answer that is not from Kafka Connect has a message of its own and keeps its text', () => {
    const error = errorOfAnswer('/', { method: 'GET', url: 'http://x/', status: 404, body: '<title>Not here</title>' });
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      errorCode: undefined,
      body: '<title>Not here</title>',
      message: 'GET http://x/ was answered with status 404: Not here',
    });
  });
});
