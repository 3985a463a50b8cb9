/** What the routing has to know of the OpenAPI document. Everything else is the validator's. */
export interface RoutedDocument {
  readonly paths: Readonly<Record<string, PathItem>>;
}

interface PathItem {
  readonly parameters?: readonly Parameter[];
  readonly [method: string]: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly 'x-internal'?: boolean;
}

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
}

/** One operation of the contract, as requests are matched with it. */
export interface MatchedOperation {
  readonly id: string;
  /** Its path in the document, `/connectors/{name}`. */
  readonly template: string;
  /** In small letters. */
  readonly method: string;
  /** Whether a body belongs to it. */
  readonly takesBody: boolean;
  /** The media type of what it answers when all is well; JSON also where that is nothing. */
  readonly answers: string;
  /** Whether a content type that is not JSON is refused: Kafka Connect's resources do so as a whole, but for its root and the internal ones. */
  readonly consumesJson: boolean;
  /** The names of its query parameters. */
  readonly query: ReadonlySet<string>;
}

/** A path of the contract that a request has hit. */
export interface MatchedPath {
  readonly pathParams: Readonly<Record<string, string>>;
  /** By method, in small letters, in the order of the contract. */
  readonly operations: ReadonlyMap<string, MatchedOperation>;
}

/** Finds the contract's path for the decoded segments of a request's path; undefined if there is none. */
export type PathFinder = (segments: readonly string[]) => MatchedPath | undefined;

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: { readonly name: string; readonly node: Node };
  readonly operations: Map<string, MatchedOperation>;
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Builds the tree of the contract's paths once, so that a request is matched in the time of its own length. */
export function createPathFinder(document: RoutedDocument, includes: (template: string) => boolean = () => true): PathFinder {
  const root = newNode();
  for (const [template, item] of Object.entries(document.paths)) {
    if (!includes(template)) continue;
    const methods = Object.keys(item).filter((key) => METHODS.has(key));
    for (const method of methods) nodeOf(root, template).operations.set(method, describe(document, template, method));
  }
  return (segments) => find(root, segments);
}

function newNode(): Node {
  return { literals: new Map(), operations: new Map() };
}

function nodeOf(root: Node, template: string): Node {
  let node = root;
  for (const segment of template.split('/').slice(1)) {
    if (segment === '') continue;
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    node = name === undefined ? literalChild(node, segment) : parameterChild(node, name);
  }
  return node;
}

function literalChild(node: Node, segment: string): Node {
  const child = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, child);
  return child;
}

function parameterChild(node: Node, name: string): Node {
  node.parameter ??= { name, node: newNode() };
  return node.parameter.node;
}

const JSON_RESOURCES = /^\/(?:connectors|connector-plugins|admin\/loggers)(?:\/|$)/;

function describe(document: RoutedDocument, template: string, method: string): MatchedOperation {
  const item = document.paths[template]!;
  const operation = item[method] as Operation;
  const { operationId, parameters = [], requestBody, responses = {} } = operation;
  const takesBody = requestBody !== undefined;
  const consumesJson = takesBody || (JSON_RESOURCES.test(template) && operation['x-internal'] !== true);
  const named = [...(item.parameters ?? []), ...parameters].map((parameter) => resolve(document, parameter));
  const query = named.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name!);
  const answers = Object.keys(responses['200']?.content ?? {})[0] ?? 'application/json';
  return { id: operationId, template, method, takesBody, consumesJson, answers, query: new Set(query) };
}

function resolve(document: RoutedDocument, parameter: Parameter): Parameter {
  if (parameter.$ref === undefined) return parameter;
  let value: unknown = document;
  for (const key of parameter.$ref.slice(2).split('/')) {
    value = (value as Readonly<Record<string, unknown>>)[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value as Parameter;
}

function find(root: Node, segments: readonly string[]): MatchedPath | undefined {
  let node = root;
  const pathParams: [string, string][] = [];
  for (const segment of segments) {
    const literal = node.literals.get(segment);
    if (literal !== undefined) {
      node = literal;
    } else if (node.parameter !== undefined && segment !== '') {
      pathParams.push([node.parameter.name, segment]);
      node = node.parameter.node;
    } else return undefined;
  }
  if (node.operations.size === 0) return undefined;
  return { pathParams: Object.fromEntries(pathParams), operations: node.operations };
}
