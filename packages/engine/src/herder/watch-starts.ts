import type { RunMeter } from '../metrics/run-meter.ts';
import type { TaskHost } from '../worker/task-host.ts';

/** The same host; the meter is told of each start before it. */
export function watchStarts(host: TaskHost, meter: RunMeter): TaskHost {
  return {
    ...host,
    startConnector(request) {
      meter.connectorStarts(request.name);
      return host.startConnector(request);
    },
    startTask(request) {
      meter.taskStarts(request.id);
      return host.startTask(request);
    },
  };
}
