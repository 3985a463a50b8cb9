import { clientKey as key } from './client-key.ts';
import type { ClientKey } from './client-key.ts';

/** What only admin clients have. */
export const ADMIN_KEYS: readonly ClientKey[] = [
  key('bootstrap.controllers', 'LIST', 'HIGH', '', 'Controllers, as host:port, to ask instead of brokers.', { list: 'any' }),
  key('retries', 'INT', 'LOW', '2147483647', 'How often a request is sent again after a failure that may pass.', {
    min: 0,
    max: 2147483647,
  }),
  key('default.api.timeout.ms', 'INT', 'MEDIUM', '60000', 'How long calls may take that are given no time of their own.', {
    min: 0,
  }),
];
