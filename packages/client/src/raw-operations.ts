import type { ConnectPromise } from './connect-promise.ts';
import * as sdk from './generated/sdk.gen.ts';
import type { Answer, Input, Operation } from './operation.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

type Sdk = typeof sdk;
type DataOf<Id extends keyof Sdk> = Sdk[Id] extends Operation<infer Data> ? Data : never;
type ResponsesOf<Id extends keyof Sdk> = Sdk[Id] extends Operation<never, infer Responses> ? Responses : never;

/** All operations of the contract by their ids, with `path`, `query` and `body` as the contract has them. */
export type RawOperations = {
  readonly [Id in keyof Sdk]: Input<DataOf<Id>> extends infer Data
    ? Partial<Data> extends Data
      ? (input?: Data, options?: CallOptions) => ConnectPromise<Answer<ResponsesOf<Id>>>
      : (input: Data, options?: CallOptions) => ConnectPromise<Answer<ResponsesOf<Id>>>
    : never;
};

export function rawOperations(transport: Transport): RawOperations {
  const operations = Object.entries(sdk as Readonly<Record<string, Operation>>).map(([id, operation]) => {
    return [id, (input: object = {}, options?: CallOptions) => transport.call(operation, input, options)];
  });
  return Object.fromEntries(operations) as RawOperations;
}
