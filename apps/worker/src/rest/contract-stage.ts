import type { OpenApiDocument } from '@millrace/contract';
import type { Request, RequestHandler, Response } from 'express';
import { RequestValidator, ResponseValidator } from 'express-openapi-validator/dist/middlewares/index.js';
import { SchemaPreprocessor } from 'express-openapi-validator/dist/middlewares/parsers/schema.preprocessor.js';
import { OpenApiValidator } from 'express-openapi-validator/dist/openapi.validator.js';
import { contextOf, operationOf } from './request-context.ts';
import { settleUrlParse } from './settle-url-parse.ts';

export interface ContractStageOptions {
  readonly document: OpenApiDocument;
  /** Whether answers are held against the contract too; one that breaks it becomes a 500. */
  readonly validateResponses: boolean;
}

type Validate = (req: never, res: never, next: (error?: unknown) => void) => unknown;
type Paths = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Holds requests (and answers) against the contract by express-openapi-validator's validators. Which operation a request belongs to
 * they are told: the library's own search compiles the pattern of every path again for each request.
 */
export function createContractStage({ document, validateResponses }: ContractStageOptions): RequestHandler {
  settleUrlParse();
  const { options, ajvOpts } = new OpenApiValidator({
    apiSpec: document as never,
    validateApiSpec: false,
    validateRequests: { allowUnknownQueryParameters: true },
    validateResponses,
    validateSecurity: false,
    fileUploader: false,
  });
  const copy = structuredClone(document) as never;
  const { apiDoc, apiDocRes } = new SchemaPreprocessor(
    copy,
    ajvOpts.preprocessor,
    options.validateResponses as never,
  ).preProcess();
  const requests = new RequestValidator(apiDoc, ajvOpts.request);
  const checkRequest = requests.validate.bind(requests) as Validate;
  const responses = validateResponses
    ? (new ResponseValidator(apiDocRes, ajvOpts.response, options.validateResponses as never, SERIAL).validate() as Validate)
    : null;
  return (req, res, next) => {
    if (contextOf(res).leftToEngine === true) {
      next();
      return;
    }
    describe(req, res, apiDoc.paths as Paths, apiDocRes?.paths as Paths | undefined);
    checkRequest(req as never, res as never, (error) => {
      if (error !== undefined || responses === null) next(error);
      else responses(req as never, res as never, next);
    });
  };
}

/** Tells the validators apart where several serve one request; there is only this one. */
const SERIAL = 0;

/** Says which operation it is, in the way in which the library's own search says it. */
function describe(req: Request, res: Response, paths: Paths, responsePaths: Paths | undefined): void {
  const { template, method } = operationOf(res);
  const { pathParams = {} } = contextOf(res);
  Object.assign(req, {
    openapi: {
      expressRoute: template,
      openApiRoute: template,
      pathParams: { ...pathParams },
      schema: paths[template]![method],
      _responseSchema: responsePaths?.[template]?.[method],
      serial: SERIAL,
    },
  });
}
