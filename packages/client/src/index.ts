/**
 * Typed SDK for any Kafka Connect REST API, Apache's included.
 *
 *     import { createConnectClient } from '@millrace/client';
 *     const connect = createConnectClient({ url: 'http://127.0.0.1:8083' });
 *     await connect.createConnector({ body: { name: 'log', config: { 'connector.class': 'FileStreamSource', topic: 'log', file: '/var/log/x' } } });
 *     console.log(await connect.getConnectorStatus({ path: { name: 'log' } }));
 *
 * A whole pipeline stands in `examples/file-pipeline.ts`.
 */
export { createConnectClient, type ConnectClient, type ConnectClientOptions } from './connect-client.ts';
export { ConnectError, ConnectResponseError, ConnectUnreachableError } from './errors.ts';
export type * from '@millrace/contract';
