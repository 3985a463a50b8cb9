import type { ConfigMap, RequestSignature } from '@millrace/engine';
import type { Request } from 'express';
import type { Handlers } from '../generated/express.gen.ts';
import { contextOf } from './request-context.ts';
import type { RestContext } from './rest-context.ts';

/** What workers of one group ask of their leader, signed (KIP-507). */
export function internalHandlers({ engine }: RestContext) {
  return {
    putTaskConfigs: async ({ path: { name }, body }, request) => {
      await engine.putTaskConfigs(name, body as unknown as readonly ConfigMap[], signatureOf(request));
      return { status: 204 };
    },

    fenceZombies: async ({ path: { name } }, request) => {
      await engine.fenceZombies(name, signatureOf(request));
      return { status: 204 };
    },
  } satisfies Partial<Handlers>;
}

function signatureOf(request: Request): RequestSignature {
  return {
    body: contextOf(request.res!).rawBody ?? new Uint8Array(),
    signature: request.get('X-Connect-Authorization') ?? null,
    algorithm: request.get('X-Connect-Request-Signature-Algorithm') ?? null,
  };
}
