import type { Broker } from '../broker/broker.ts';
import type { ConfigMap } from '../model/names.ts';
import { producerProperties } from '../worker/client-properties.ts';
import { transactionalIdOf } from '../worker/transactional-id.ts';

export interface TaskFencerOptions {
  readonly broker: Pick<Broker, 'createProducer'>;
  readonly groupId: string;
  /** The worker's. */
  readonly properties: ConfigMap;
}

/** Fences the tasks of a connector, `0` to `tasks - 1`, by taking over what they write under (Java: Worker.fenceZombies). */
export function createTaskFencer({
  broker,
  groupId,
  properties,
}: TaskFencerOptions): (connector: string, tasks: number) => Promise<void> {
  return async (connector, tasks) => {
    const ids = Array.from({ length: tasks }, (_, task) => transactionalIdOf(groupId, { connector, task }));
    await Promise.all(
      ids.map(async (transactionalId) => {
        const producer = await broker.createProducer({
          clientId: `${transactionalId}-fencer`,
          properties: { ...producerProperties(properties, {}), 'enable.idempotence': 'true' },
          transactionalId,
        });
        await producer.close();
      }),
    );
  };
}
