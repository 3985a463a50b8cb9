import { describe, expect, it } from 'vitest';
import { accepts, isJsonContent } from './negotiation.ts';

describe('content negotiation', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'application/json',
    'application/*',
    'text/html, application/json;q=0.5',
    'text/html,*/*;q=0.1',
    'Application/JSON; charset=utf-8',
    'application/json;q=0',
    'application/json;q=0, */*',
    '*',
    'application',
    'text/html, image/gif, *; q=.2',
  ])('Accept %s lets JSON through', (accept) => expect(accepts(accept, 'application/json')).toBe(true));

  it.each(['text/html', 'application/xml', 'application/vnd.api+json', 'application/*+json', 'json', ',', 'text/*'])(
    'Accept %s leaves JSON out',
    (accept) => expect(accepts(accept, 'application/json')).toBe(false),
  );

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=latin1;x=y'])(
    '%s is JSON',
    (type) => expect(isJsonContent(type)).toBe(true),
  );

  it.each(['', 'text/plain', 'application', 'application/jsonx', 'application/vnd.api+json', ';'])('%s is not JSON', (type) =>
    expect(isJsonContent(type)).toBe(false),
  );
});
