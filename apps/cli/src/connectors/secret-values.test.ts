import { expect, test } from 'vitest';
import { hiddenValue, shownValue } from './secret-values.ts';

test.each([
  ['database.password', 'x'],
  ['sasl.jaas.config', 'x'],
  ['aws.secret.access.key', 'x'],
  ['api-key', 'x'],
  ['password', 'prefix ${file:a:b}'],
])('the value of %s (%s) is hidden', (key, value) => {
  expect(shownValue(key, value)).toBe(hiddenValue);
  expect(shownValue(key, value, true)).toBe(value);
});

test.each([
  ['topic', 'x'],
  ['key.converter', 'x'],
  ['database.password', '${file:/secrets:key}'],
  ['database.password', ''],
])('the value of %s (%s) is shown', (key, value) => {
  expect(shownValue(key, value)).toBe(value);
});
