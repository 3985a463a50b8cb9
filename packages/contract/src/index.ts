/**
 * The Kafka Connect REST contract: its wire types, the OpenAPI document they come from and the table of its operations.
 *
 *     import { openApiDocument, operations, type ConnectorInfo } from '@millrace/contract';
 */
export { openApiDocument } from './generated/openapi-document.gen.ts';
export { operations, type OperationId } from './generated/operations.gen.ts';
export type { OpenApiDocument } from './openapi-document.ts';
export type * from './generated/types.gen.ts';
