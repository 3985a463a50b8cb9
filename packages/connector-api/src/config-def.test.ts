import { describe, expect, expectTypeOf, it } from 'vitest';
import { ClassRef } from './class-ref.ts';
import { ConfigDef, type AnyConfigDef, type ConfigOf } from './config-def.ts';
import type { ConfigKeyOptions } from './config-key.ts';
import type { ConfigType } from './config-types.ts';
import { ConfigError } from './errors.ts';
import { Password } from './password.ts';
import { ValidList } from './valid-list.ts';
import { NonEmptyString, Range, ValidString } from './validators.ts';

/** A key of which only what the test is about is said. */
function key<const Name extends string, Type extends ConfigType>(
  name: Name,
  type: Type,
  rest: Partial<ConfigKeyOptions<Name, Type>> = {},
): ConfigKeyOptions<Name, Type> {
  return { name, type, importance: 'MEDIUM', documentation: '', ...rest };
}

const everyType = new ConfigDef()
  .define(key('topic', 'STRING'))
  .define({ ...key('file', 'STRING'), default: null })
  .define({ ...key('batch.size', 'INT'), default: 2000 })
  .define({ ...key('port', 'SHORT'), default: 1 })
  .define({ ...key('max.bytes', 'LONG'), default: 5 })
  .define({ ...key('ratio', 'DOUBLE'), default: 0.5 })
  .define({ ...key('flag', 'BOOLEAN'), default: false })
  .define({ ...key('names', 'LIST'), default: 'a, b' })
  .define({ ...key('class', 'CLASS'), default: 'example.Thing' })
  .define({ ...key('secret', 'PASSWORD'), default: null });

describe('the type inferred from a ConfigDef', () => {
  it('has null only where the default is null', () => {
    expectTypeOf<ConfigOf<typeof everyType>>().toEqualTypeOf<{
      topic: string;
      file: string | null;
      'batch.size': number;
      port: number;
      'max.bytes': bigint;
      ratio: number;
      flag: boolean;
      names: string[];
      class: ClassRef;
      secret: Password | null;
    }>();
    expectTypeOf(everyType.parse({ topic: 't' })).toEqualTypeOf<ConfigOf<typeof everyType>>();
  });

  it('lets any ConfigDef be taken where the settings do not matter', () => {
    expectTypeOf(everyType).toExtend<AnyConfigDef>();
    expectTypeOf(new ConfigDef()).toExtend<AnyConfigDef>();
  });

  it('holds a default against the type of its setting', () => {
    const def = new ConfigDef();
    // @ts-expect-error a string is no default of an INT
    expect(() => def.define({ ...key('n', 'INT'), default: 'five' })).toThrow('Not a number of type INT');
    // @ts-expect-error there is no such type
    expect(() => def.define({ ...key('m', 'DATE'), default: 1 })).toThrow(TypeError);
  });
});

describe('ConfigDef.parse', () => {
  it('gives every setting its value or its default', () => {
    const props = { topic: ' t ', 'max.bytes': '9007199254740993', names: 'x ,y,', secret: ' s3cret ', unknown: '1' };
    expect(everyType.parse(props)).toEqual({
      topic: 't',
      file: null,
      'batch.size': 2000,
      port: 1,
      'max.bytes': 9007199254740993n,
      ratio: 0.5,
      flag: false,
      names: ['x', 'y', ''],
      class: new ClassRef('example.Thing'),
      secret: new Password('s3cret'),
    });
  });

  it('throws the first error', () => {
    expect(() => everyType.parse({})).toThrow(
      new ConfigError('Missing required configuration "topic" which has no default value.'),
    );
    expect(() => everyType.parse({ topic: 't', 'batch.size': '5L' })).toThrow(
      new ConfigError('Invalid value 5L for configuration batch.size: Not a number of type INT'),
    );
  });

  it('gives each caller a default list of its own', () => {
    everyType.parse({ topic: 't' }).names.push('c');
    expect(everyType.parse({ topic: 't' }).names).toEqual(['a', 'b']);
  });

  it('drops repeated elements where a ValidList wants none, while validate tells them', () => {
    const def = new ConfigDef().define(key('l', 'LIST', { validator: ValidList.in(['a', 'b']) }));
    expect(def.parse({ l: 'a,b,a' })).toEqual({ l: ['a', 'b'] });
    expect(def.validate({ l: 'a,b,a' })[0]?.errorMessages).toEqual(["Configuration 'l' values must not be duplicated."]);
  });

  it('looks up classes with the resolver, which may know them by an alias', () => {
    const resolveClass = (name: string) => (name === 'Thing' ? { name: 'example.Thing' } : undefined);
    const def = new ConfigDef().define(key('c', 'CLASS'));
    expect(def.parse({ c: ' Thing ' }, { resolveClass }).c.name).toBe('example.Thing');
    expect(() => def.parse({ c: 'Other' }, { resolveClass })).toThrow(
      new ConfigError('Invalid value Other for configuration c: Class Other could not be found.'),
    );
    expect(def.parse({ c: 'Other' }).c.name).toBe('Other');
  });

  it('takes keys that objects have of themselves for ordinary ones', () => {
    const def = new ConfigDef().define(key('__proto__', 'STRING')).define({ ...key('constructor', 'STRING'), default: 'none' });
    const parsed = def.parse(JSON.parse('{"__proto__": "p"}') as Record<string, string>);
    expect(Object.entries(parsed)).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'none'],
    ]);
    expect(() => def.parse({})).toThrow('Missing required configuration "__proto__"');
  });
});

describe('ConfigDef.define', () => {
  it('refuses a key twice and a default that is not valid', () => {
    const def = new ConfigDef().define(key('a', 'INT'));
    expect(() => def.define(key('a', 'INT'))).toThrow(new ConfigError('Configuration a is defined twice.'));
    expect(() => def.define({ ...key('b', 'INT', { validator: Range.atLeast(1) }), default: 0 })).toThrow(
      new ConfigError('Invalid value 0 for configuration b: Value must be at least 1'),
    );
    expect(def.names).toEqual(['a']);
  });

  it('fills in what was not said', () => {
    expect(new ConfigDef().define(key('a', 'INT')).configKeys.get('a')).toMatchObject({
      hasDefault: false,
      group: null,
      orderInGroup: -1,
      width: 'NONE',
      displayName: 'a',
      dependents: [],
    });
  });

  it('leaves the ConfigDef alone that it was copied from', () => {
    const base = new ConfigDef().define(key('a', 'INT', { group: 'G' }));
    const copy = new ConfigDef(base).define(key('b', 'INT', { group: 'H' }));
    expect([base.names, copy.names, copy.groups]).toEqual([['a'], ['a', 'b'], ['G', 'H']]);
  });
});

describe('ConfigDef.validate', () => {
  it('reads doubles as Java prints them', () => {
    const def = new ConfigDef().define(key('d', 'DOUBLE', { validator: Range.between(2, 1e7) }));
    expect(def.validate({ d: '1' })[0]?.errorMessages).toEqual([
      'Invalid value 1.0 for configuration d: Value must be at least 2',
    ]);
  });

  it('asks validators about values that could not be parsed as well', () => {
    const def = new ConfigDef().define({ ...key('n', 'INT', { validator: Range.atLeast(1) }), default: 1 });
    expect(def.validate({ n: 'x' })[0]?.errorMessages).toEqual([
      'Invalid value x for configuration n: Not a number of type INT',
      'Invalid value null for configuration n: Value must be non-null',
    ]);
  });

  it('refuses dependents that lead in a circle', () => {
    const def = new ConfigDef()
      .define(key('root', 'STRING', { dependents: ['a'] }))
      .define(key('a', 'STRING', { dependents: ['b'] }))
      .define(key('b', 'STRING', { dependents: ['a'] }));
    expect(() => def.validate({})).toThrow('The dependents of configurations lead in a circle: root -> a -> b -> a');
  });

  it('lets errors through that are not about the configuration', () => {
    const def = new ConfigDef().define(key('n', 'INT', { validator: ValidString.in('1') }));
    expect(() => def.validate({ n: '1' })).toThrow(TypeError);
  });
});

describe('ConfigDef.embed', () => {
  const child = new ConfigDef()
    .define({ ...key('late', 'STRING', { importance: 'LOW' }), default: '' })
    .define(key('mode', 'STRING', { validator: new NonEmptyString(), dependents: ['late'], group: 'Own' }))
    .define(
      key('first', 'STRING', {
        recommender: {
          validValues: (name, config) => [name, ...config.keys()],
          visible: (_name, config) => config.get('mode') === 'x',
        },
      }),
    );
  const def = new ConfigDef().define(key('name', 'STRING')).embed('transforms.a.', 'Transforms: a', 2, child);

  it('puts keys and groups under their prefixes, in order', () => {
    expect([...def.configKeys.values()].map(({ name, group, orderInGroup }) => [name, group, orderInGroup])).toEqual([
      ['name', null, -1],
      ['transforms.a.first', 'Transforms: a', 2],
      ['transforms.a.late', 'Transforms: a', 3],
      ['transforms.a.mode', 'Transforms: a: Own', 4],
    ]);
    expect(def.configKeys.get('transforms.a.mode')?.dependents).toEqual(['transforms.a.late']);
  });

  it('shows validators and recommenders their own names', () => {
    const values = def.validateAll({ 'transforms.a.mode': ' ', 'transforms.a.first': '1' });
    expect(values.get('transforms.a.mode')?.errorMessages).toEqual([
      'Invalid value  for configuration mode: String must be non-empty',
    ]);
    expect(values.get('transforms.a.first')).toMatchObject({
      recommendedValues: expect.arrayContaining(['first', 'mode', 'late']) as unknown,
      visible: false,
    });
  });
});
