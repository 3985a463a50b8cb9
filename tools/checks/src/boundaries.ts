import { type Import, packageOf } from './imports.ts';

/** What may import what. A folder or a package that is not a key here is an error: there is no wildcard row. */
export interface BoundaryRules {
  /** Workspace folder (`packages/engine`) → our packages that its sources may import. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** The same for what its tests and examples may import in addition. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** Sub-paths of our packages that are faces of their own (`@millrace/x/y`), to be named in the rows above; any other is a deep path. */
  readonly entries: readonly string[];
  /** Folder of one package (`packages/engine/src/store`) → folders of the same package that it may import, its own included. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  /** Third-party package → the only folders that may import it. */
  readonly confined: Readonly<Record<string, readonly string[]>>;
}

const ourScope = '@millrace/';

/** Every import that the rules do not allow, and every circle of files, one sentence each. */
export function violations(imports: readonly Import[], rules: BoundaryRules): string[] {
  return [...imports.flatMap((one) => violationsOf(one, rules)), ...circles(imports)];
}

function violationsOf(one: Import, rules: BoundaryRules): string[] {
  const home = workspaceOf(one.from);
  const allowed = rules.packages[home];
  if (allowed === undefined) return [`${one.from}: ${home} has no row in the rules`];
  return one.target === null ? packageViolations(one, home, allowed, rules) : fileViolations(one, one.target, home, rules);
}

function packageViolations(one: Import, home: string, allowed: readonly string[], rules: BoundaryRules): string[] {
  const name = packageOf(one.specifier);
  if (name.startsWith(ourScope)) {
    const face = one.specifier;
    if (face !== name && !rules.entries.includes(face)) return [`${one.from} imports ${face}, a deep path of another package`];
    const inTests = isTestFile(one.from) && rules.tests[home]?.includes(face) === true;
    return inTests || allowed.includes(face) ? [] : [`${one.from} imports ${face}, which ${home} may not`];
  }
  const confined = rules.confined[name];
  if (confined === undefined || confined.some((folder) => one.from.startsWith(`${folder}/`))) return [];
  return [`${one.from} imports ${name}, which only ${confined.join(' and ')} may`];
}

function fileViolations(one: Import, target: string, home: string, rules: BoundaryRules): string[] {
  if (workspaceOf(target) !== home) return [`${one.from} imports ${target}, a file of another package`];
  const isTest = isTestFile(one.from);
  if (target === `${home}/src/index.ts` && !isTest) return [`${one.from} imports its own package's index.ts`];
  const folder = folderOf(one.from);
  const row = rules.folders[folder];
  const inRules = Object.keys(rules.folders).some((key) => workspaceOf(key) === home);
  if (!inRules || isTest) return [];
  if (row === undefined) return [`${one.from}: ${folder} has no row in the rules`];
  return row.includes(folderOf(target)) ? [] : [`${one.from} imports ${target}, which ${folder} may not`];
}

/** `packages/engine/src/store/x.ts` → `packages/engine`. */
const workspaceOf = (file: string) => file.split('/').slice(0, 2).join('/');
/** `packages/engine/src/store/deep/x.ts` → `packages/engine/src/store`; a file of src itself → the file. */
function folderOf(file: string): string {
  return file.split('/').slice(0, 4).join('/');
}
const isTestFile = (file: string) => /\.test\.ts$|\.case\.ts$|\/(test|examples)\//.test(file);

const isGenerated = (file: string) => file.endsWith('.gen.ts');

/** Circles of files that import each other, each told once by its way round. What a generator wrote is not ours to untangle. */
function circles(imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, target } of imports) {
    if (target !== null && !isGenerated(from)) edges.set(from, [...(edges.get(from) ?? []), target]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]): void => {
    const start = way.indexOf(file);
    if (start >= 0) {
      found.push(`a circle of imports: ${[...way.slice(start), file].join(' → ')}`);
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}
