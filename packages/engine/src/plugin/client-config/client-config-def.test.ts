import { readFileSync } from 'node:fs';
import { convertToString } from '@millrace/connector-api';
import { describe, expect, it } from 'vitest';
import { clientConfigDef } from './client-config-def.ts';
import type { ClientKind } from '../client-overrides.ts';

interface RecordedKey {
  readonly client: ClientKind;
  readonly name: string;
}

const recorded = readFileSync(new URL('../../../test/fixtures/client-keys.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedKey);

describe('the settings of Kafka clients', () => {
  it.each(['producer', 'consumer', 'admin'] as const)("of a %s have the names, types and defaults of Kafka's own", (kind) => {
    const ours = [...clientConfigDef(kind).configKeys.values()].map((key) => ({
      client: kind,
      name: key.name,
      type: key.type,
      required: !key.hasDefault,
      // Kafka's client prints the defaults of this one setting, which are classes, as Java prints classes.
      default: key.hasDefault ? convertToString(key.defaultValue, key.type) : null,
      importance: key.importance,
      documented: key.documentation !== '',
    }));
    const byName = (a: RecordedKey, b: RecordedKey): number => (a.name < b.name ? -1 : 1);
    expect(ours.toSorted(byName)).toEqual(recorded.filter(({ client }) => client === kind).toSorted(byName));
  });
});
