import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type Document, type YAMLMap } from 'yaml';
import { UsageError } from '../errors.ts';
import { jsonChunks } from './json-chunks.ts';

/** What stands at a place of a JSON or YAML file: the text of a scalar as it is written there, so that no number changes. */
export type Tree =
  | { readonly kind: 'text'; readonly text: string; readonly place: string }
  | { readonly kind: 'null'; readonly place: string }
  | { readonly kind: 'list'; readonly items: readonly Tree[]; readonly place: string }
  | { readonly kind: 'map'; readonly members: ReadonlyMap<string, Tree>; readonly place: string };

/** All documents of a YAML text that are not empty. @throws UsageError */
export function readYamlTrees(text: string, file: string): Tree[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, intAsBigInt: true, prettyErrors: false });
  return [...documents].flatMap((document) => {
    const reader = new TreeReader(document, (offset) => `${file}:${lines.linePos(offset).line}`);
    return document.contents === null || (isScalar(document.contents) && document.contents.value === null) ? [] : [reader.read()];
  });
}

/** All values of a JSON text. @throws UsageError */
export function readJsonTrees(text: string, file: string): Tree[] {
  return jsonChunks(text).map(({ text: chunk, line }) => {
    try {
      JSON.parse(chunk);
    } catch (error) {
      throw new UsageError(`${file}:${line}: This is no JSON: ${(error as Error).message}`, undefined, { cause: error });
    }
    const lines = new LineCounter();
    const [document] = parseAllDocuments(chunk, { lineCounter: lines, intAsBigInt: true, schema: 'json', prettyErrors: false });
    return new TreeReader(document as Document, (offset) => `${file}:${lines.linePos(offset).line + line - 1}`).read();
  });
}

/** More nodes than anybody writes: aliases within aliases make billions of a few lines. */
const maxNodes = 1_000_000;

class TreeReader {
  readonly #document: Document;
  readonly #placeAt: (offset: number) => string;
  readonly #anchors = new Map<string, { readonly tree: Tree; readonly nodes: number }>();
  #nodes = 0;

  constructor(document: Document, placeAt: (offset: number) => string) {
    this.#document = document;
    this.#placeAt = placeAt;
  }

  read(): Tree {
    const [error] = this.#document.errors;
    if (error !== undefined) throw new UsageError(`${this.#placeAt(error.pos[0])}: ${error.message}`);
    return this.#tree(this.#document.contents);
  }

  #tree(node: Node | null): Tree {
    const place = this.#placeAt(node?.range?.[0] ?? 0);
    if (isAlias(node)) return this.#anchored(node.source, place);
    const before = this.#nodes;
    this.#count(1, place);
    const tree = this.#treeOf(node, place);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, { tree, nodes: this.#nodes - before });
    return tree;
  }

  #treeOf(node: Node | null, place: string): Tree {
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => this.#tree(item as Node)), place };
    if (isMap(node)) return { kind: 'map', members: this.#members(node), place };
    if (!isScalar(node) || node.value === null) return { kind: 'null', place };
    return {
      kind: 'text',
      text: typeof node.value === 'string' ? node.value : (node.source ?? `${node.value as number}`),
      place,
    };
  }

  #anchored(anchor: string, place: string): Tree {
    const found = this.#anchors.get(anchor);
    if (found === undefined) throw new UsageError(`${place}: There is no &${anchor} before this.`);
    this.#count(found.nodes, place);
    return found.tree;
  }

  #count(nodes: number, place: string): void {
    this.#nodes += nodes;
    if (this.#nodes > maxNodes) throw new UsageError(`${place}: There is too much in this file.`);
  }

  /** `<<` brings the members of other maps, behind those that stand here. */
  #members(map: YAMLMap): Map<string, Tree> {
    const own = new Map<string, Tree>();
    const merged: Tree[] = [];
    for (const { key, value } of map.items) {
      const name = this.#tree(key as Node);
      if (name.kind !== 'text') throw new UsageError(`${name.place}: A key has to be a text.`);
      if (own.has(name.text)) throw new UsageError(`${name.place}: The key ${JSON.stringify(name.text)} stands here twice.`);
      const tree = this.#tree(value as Node);
      if (name.text !== '<<') own.set(name.text, tree);
      else merged.push(...(tree.kind === 'list' ? tree.items : [tree]));
    }
    for (const tree of merged) {
      if (tree.kind !== 'map') throw new UsageError(`${tree.place}: '<<' takes the members of a map.`);
      for (const [key, value] of tree.members) if (!own.has(key)) own.set(key, value);
    }
    return own;
  }
}
