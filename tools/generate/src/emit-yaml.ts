import { stringify } from 'yaml';
import { header } from './header.ts';
import type { OpenApiDocument } from './openapi-document.ts';

/** The bundled document as YAML, for tools of other languages. */
export function emitYaml(document: OpenApiDocument): string {
  const comment = header.replace('//', '#');
  return `${comment}\n\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}
