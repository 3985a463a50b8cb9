import { expect, test } from 'vitest';
import { describeReferences } from './describe-references.ts';

const State = { type: 'string', description: 'How it fares.' };
const document = (properties: object) => ({ paths: {}, components: { schemas: { State, Bare: {}, Task: { properties } } } });

test('a property that refers to a schema says what the schema says, unless it says something itself', () => {
  const ref = { $ref: '#/components/schemas/State' };
  const bare = { $ref: '#/components/schemas/Bare' };
  const own = { ...ref, description: 'How it fared.' };
  expect(describeReferences(document({ state: ref, own, bare, description: ref }))).toEqual(
    document({
      state: { ...ref, description: 'How it fares.' },
      own,
      bare,
      description: { ...ref, description: 'How it fares.' },
    }),
  );
});
