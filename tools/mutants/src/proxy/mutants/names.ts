import { on, requests } from '../changes.ts';
import { errorAnswer, jsonOf, objectOf, type Change } from '../message.ts';
import { mutant } from '../proxy-mutant.ts';

/** What becomes of names on their way. */
export const nameMutants = [
  mutant(
    'names-encoded-twice',
    'Names in paths are encoded once more',
    ['getConnector/name-with-blank', 'getConnector/name-with-accents'],
    () => paths((path) => path.replaceAll('%', '%25')),
  ),
  mutant('names-decoded-twice', 'Names in paths are decoded before they are split', 'getConnector/name-with-question-mark', () =>
    paths((path) => path.replaceAll('%3F', '?')),
  ),
  mutant('hash-cuts-names', 'A hash ends a path', 'getConnector/name-with-hash', () =>
    paths((path) => path.split('%23')[0] ?? ''),
  ),
  mutant('plus-as-blank', 'A plus sign in a path is a blank', 'getConnector/name-with-plus', () =>
    paths((path) => path.replaceAll('%2B', '%20')),
  ),
  mutant('names-in-latin1', 'Names in paths are read as Latin-1', 'getConnector/name-with-accents', () =>
    paths((path) => path.replaceAll(/%[89A-F][0-9A-F]/gi, '%3F')),
  ),
  mutant('names-without-emoji', 'Characters beyond 16 bits are lost', 'getConnector/name-with-emoji', () =>
    paths((path) => path.replaceAll(/(%F0)(%[89AB][0-9A-F]){3}/gi, '')),
  ),
  mutant('quotes-stripped', 'Quotes in paths are dropped', 'getConnector/name-with-quotes', () =>
    paths((path) => path.replaceAll(/%22|'|%27/g, '')),
  ),
  mutant('names-in-small-letters', 'Names are found in any letter case', 'getConnector/names-by-case', () =>
    paths((path) => path.replace(/^\/connectors\/.*/, (all) => all.toLowerCase())),
  ),
  mutant('paths-by-any-case', 'Paths are found in any letter case', 'getServerInfo/paths-by-case', () =>
    paths((path) => path.replace(/^\/connectors/i, '/connectors')),
  ),
  mutant('names-folded', 'Names that differ by case are one', 'createConnector/names-differ-by-case', () => foldedNames()),
  mutant('names-not-trimmed', 'A name with blanks around it is refused', 'createConnector/name-trimmed', () =>
    on('createConnector', async (request, next) =>
      / "|" /.test(JSON.stringify(objectOf(jsonOf(request))['name']))
        ? errorAnswer(400, 'A name must not begin or end with a blank')
        : next(request),
    ),
  ),
  mutant('empty-name-taken', 'A name that is empty is taken', 'createConnector/400-empty-name', () =>
    on('createConnector', async (request, next) =>
      objectOf(jsonOf(request))['name'] === '' ? errorAnswer(409, 'Connector  already exists') : next(request),
    ),
  ),
  mutant(
    'control-characters-dropped',
    'Control characters in names are dropped',
    'createConnector/400-control-character-in-name',
    () => requests('createConnector', (request) => ({ ...request, body: request.body.replaceAll('\\u0007', '') })),
  ),
  mutant('task-in-hexadecimal', 'Task numbers are read leniently', 'getTaskStatus/404-not-a-number', () =>
    paths((path) => path.replace(/\/tasks\/[^/]+\/status$/, '/tasks/0/status')),
  ),
];

function paths(edit: (path: string) => string): Change {
  return async (request, next) => next({ ...request, path: edit(request.path) });
}

function foldedNames(): Change {
  const known = new Set<string>();
  return on('createConnector', async (request, next) => {
    const name = String(objectOf(jsonOf(request))['name']).toLowerCase();
    if (known.has(name)) return errorAnswer(409, `Connector ${name} already exists`);
    known.add(name);
    return next(request);
  });
}
