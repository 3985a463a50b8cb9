/**
 * Holds implementations of the Kafka Connect REST API against the contract.
 *
 *     import { checkExchange } from '@millrace/contract-tests';
 *     const violations = checkExchange({ method: 'GET', path: '/', requestHeaders: {}, status: 200, headers, body });
 */
export { checkExchange, createExchangeChecker, type ExchangeChecker } from './exchange-checker.ts';
export type { Exchange, Violation, ViolationRule } from './exchange.ts';
