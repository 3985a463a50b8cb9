import ts from 'typescript';

/**
 * Type-checks modules that exist in memory only, beside those on disk.
 *
 * @param modules texts by absolute path; they hide files of the same path.
 * @param aliases what package names stand for.
 * @returns the messages of the compiler for each of the modules.
 */
export function typeCheck(modules: ReadonlyMap<string, string>, aliases: Record<string, string>): ReadonlyMap<string, string[]> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    types: ['node'],
    paths: Object.fromEntries(Object.entries(aliases).map(([name, path]) => [name, [path]])),
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => modules.has(path) || disk.fileExists(path),
    readFile: (path) => modules.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = modules.get(path);
      return text === undefined ? disk.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
    },
  };
  const program = ts.createProgram([...modules.keys()], options, host);
  return new Map([...modules.keys()].map((path) => [path, messagesFor(program, path)]));
}

function messagesFor(program: ts.Program, path: string): string[] {
  const file = program.getSourceFile(path);
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return diagnostics.map(({ code, messageText }) => `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
