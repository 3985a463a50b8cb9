import type { WritePermit } from '../broker/broker.ts';
import type { TaskHost } from '../worker/task-host.ts';

/** The same host; what each task writes is written under the permit as it is when the task is started. */
export function withTickets(host: TaskHost, permit: WritePermit): TaskHost {
  return { ...host, startTask: (request) => host.startTask({ ...request, ticket: permit.ticket() }) };
}
