import { createClient } from '@hey-api/openapi-ts';
import { expressStubs } from './express-plugin.ts';
import { header } from './header.ts';
import { openEnum } from './open-enum.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { sdkOperations } from './sdk-plugin.ts';

export interface CodeTargets {
  /** Folder of the wire types. */
  readonly types: string;
  /** Folder of the SDK core. */
  readonly client: string;
  /** Folder of the server stubs. */
  readonly server: string;
}

/** Module that the SDK and the stubs import the wire types from. */
const typesPackage = '@millrace/contract';
/** Hand-written runtime under the stubs, as the generated file imports it. */
const stubRuntime = '../rest/route.ts';
/** Hand-written type under the SDK's operations, likewise. */
const sdkRuntime = '../operation.ts';

/** Generates wire types, SDK core and server stubs into the given folders, which it empties first. */
export async function generateCode(document: OpenApiDocument, targets: CodeTargets): Promise<void> {
  const types = { name: '@hey-api/typescript', $resolvers: { string: openEnum } } as const;
  const input = document as never;
  const logs = { level: 'silent', file: false } as const;
  await createClient([
    { input, logs, output: output(targets.types), plugins: [types] },
    { input, logs, output: output(targets.client, true), plugins: [types, sdkOperations({ runtime: sdkRuntime })] },
    { input, logs, output: output(targets.server, true), plugins: [types, expressStubs({ runtime: stubRuntime })] },
  ]);
}

/** @param sharedTypes whether the wire types are imported instead of standing in the folder too. */
function output(path: string, sharedTypes = false) {
  const resolveTypes = (module: string) => (sharedTypes && module.endsWith('/types.gen.ts') ? typesPackage : undefined);
  return { path, header, entryFile: false, tsConfigPath: null, module: { extension: '.ts', resolve: resolveTypes } } as const;
}
