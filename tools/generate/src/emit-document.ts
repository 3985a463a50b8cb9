import { header } from './header.ts';
import type { OpenApiDocument } from './openapi-document.ts';

/** The bundled document as a module: `openApiDocument`. */
export function emitDocument(document: OpenApiDocument): string {
  return `${header}

import type { OpenApiDocument } from '../openapi-document.ts';

export const openApiDocument: OpenApiDocument = ${JSON.stringify(document, null, 2)};
`;
}
