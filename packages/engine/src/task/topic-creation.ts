import { ConnectError, javaRegex } from '@millrace/connector-api';
import type { Admin } from '../broker/broker.ts';
import type { TopicCreationSettings } from '../plugin/connector-settings.ts';

/** Creates topics with the settings of the connector's topic creation groups before they are first written to (KIP-158). */
export interface TopicCreator {
  /** Makes sure that the topic is there; answers a promise the first time only. */
  ensure(topic: string): Promise<void> | undefined;
}

/** Leaves topics to the broker, which creates them by itself when they are written to. */
export const noTopicCreator: TopicCreator = { ensure: () => undefined };

/** `groups`: the first that matches counts, the last one (the default group) matches all. */
export function createTopicCreator(admin: Admin, groups: readonly TopicCreationSettings[]): TopicCreator {
  const ready = new Set<string>();
  const matchers = groups.map((settings) => ({
    settings,
    include: settings.include.map((pattern) => javaRegex(pattern)),
    exclude: settings.exclude.map((pattern) => javaRegex(pattern)),
  }));

  function settingsFor(topic: string): TopicCreationSettings | undefined {
    const found = matchers.find(
      ({ include, exclude }) => !exclude.some((regex) => regex.matches(topic)) && include.some((regex) => regex.matches(topic)),
    );
    return found?.settings ?? groups.at(-1);
  }

  async function create(topic: string): Promise<void> {
    const settings = settingsFor(topic);
    if (settings !== undefined) {
      try {
        await admin.createTopic({
          name: topic,
          partitions: settings.partitions,
          ...(settings.replicationFactor > 0 && { replicationFactor: settings.replicationFactor }),
          configs: settings.configs,
        });
      } catch (cause) {
        const hint = 'Ensure that the task is authorized to create topics or that the topic exists and restart the task';
        throw new ConnectError(`Task failed to create new topic ${topic}. ${hint}`, { cause });
      }
    }
    ready.add(topic);
  }

  return { ensure: (topic) => (ready.has(topic) ? undefined : create(topic)) };
}
