import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { ConfigDef } from './config-def.ts';
import { convertToString } from './config-types.ts';
import { ConfigError } from './errors.ts';
import { Password } from './password.ts';
import { LambdaValidator } from './validators.ts';

it('tells its value only when asked for it', () => {
  const password = new Password('s3cret');
  expect(password.value).toBe('s3cret');
  const shown = [
    String(password),
    JSON.stringify({ password }),
    inspect({ nested: [password] }, { showHidden: true, depth: 9 }),
    convertToString(password, 'PASSWORD'),
    convertToString([password], 'LIST'),
    JSON.stringify(structuredClone(password)),
  ];
  for (const text of shown) expect(text).not.toContain('s3cret');
});

it('does not stand in the errors of its setting', () => {
  const tooShort = LambdaValidator.with(
    (name, value) => {
      throw ConfigError.invalidValue(name, value, 'too short');
    },
    () => 'long',
  );
  const def = new ConfigDef().define({
    name: 'p',
    type: 'PASSWORD',
    validator: tooShort,
    importance: 'HIGH',
    documentation: '',
  });
  expect(() => def.parse({ p: 's3cret' })).toThrow('Invalid value [hidden] for configuration p: too short');
});
