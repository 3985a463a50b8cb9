import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** A user's file; `^` stands under what the mouse is over, in the line above it. */
const source = `
import { ConnectClient } from '@millrace/client';
const client = new ConnectClient({ url: '', timeoutMs: 1 });
//                                          ^
const call = client.raw.getConnector({ path: { name: 'a' } });
//                      ^
client.connectors.pause('a');
//                ^
const { connector, tasks } = await client.connectors.status('a');
//                                                   ^
connector.state;
//        ^
tasks[0]?.trace;
//        ^
`;

const expected = [
  'How long a call may take in all',
  'GET /connectors/{name}\n\nShow a connector\n\nThe connector',
  'Connector and tasks stay where they are',
  'How the connector and its tasks fare',
  'UNASSIGNED: no worker has it yet',
  'Why it failed',
];

test('what stands in the contract and in the client is shown where a name is pointed at', () => {
  const file = fileURLToPath(new URL('hover-source.mts', import.meta.url));
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
    noEmit: true,
    customConditions: ['@millrace/source'],
    types: [],
  };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => fileURLToPath(new URL('..', import.meta.url)),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? source : ts.sys.readFile(name)),
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    realpath: (name) => ts.sys.realpath?.(name) ?? name,
  });
  const lines = source.split('\n');
  const shown = lines.flatMap((line, index) => {
    const column = line.startsWith('//') ? line.indexOf('^') : -1;
    if (column < 0) return [];
    const position = lines.slice(0, index - 1).join('\n').length + 1 + column;
    return [ts.displayPartsToString(service.getQuickInfoAtPosition(file, position)?.documentation)];
  });
  expect(shown).toEqual(expected.map((text) => expect.stringContaining(text)));
});
