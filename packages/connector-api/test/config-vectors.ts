import {
  CaseInsensitiveValidString,
  CompositeValidator,
  ConfigDef,
  ClassRef,
  ConfigError,
  convertToString,
  Float64,
  javaToString,
  ListSize,
  NonEmptyString,
  NonEmptyStringWithoutControlChars,
  NonNullValidator,
  Password,
  Range,
  ValidList,
  ValidString,
  type AnyConfigDef,
  type ConfigType,
  type ParsedConfig,
  type Recommender,
  type Validator,
} from '../src/index.ts';

/** A value as the vectors write it: a string, null, or the text of a Java value with its class. */
export type Tagged = string | null | { java: string; text: string } | { java: 'List'; items: Tagged[] };

export interface KeySpec {
  name: string;
  type: ConfigType;
  default?: Tagged;
  validator?: ValidatorSpec;
  dependents?: string[];
  recommender?: RecommenderSpec;
}

export interface ValidatorSpec {
  is: string;
  min?: number | Tagged;
  max?: number | Tagged;
  of?: unknown[];
  isEmptyAllowed?: boolean;
  isNullAllowed?: boolean;
}

interface RecommenderSpec {
  values?: Tagged[];
  values_by?: { key: string; cases: Record<string, Tagged[]> };
  visible?: boolean;
  visible_if?: { key: string; equals: string };
  values_throw?: string;
  visible_throw?: string;
}

const decoders: Record<string, (text: string) => unknown> = {
  Integer: Number,
  Short: Number,
  Long: BigInt,
  Double: (text) => Float64.of(Number(text)),
  Float: (text) => Float64.of(Number(text)),
  Boolean: (text) => text === 'true',
  Password: (text) => new Password(text),
  Class: (text) => new ClassRef(text),
};

export function decode(value: Tagged): unknown {
  if (value === null || typeof value === 'string') return value;
  if ('items' in value) return value.items.map(decode);
  const decoder = decoders[value.java];
  if (decoder === undefined) throw new Error(`The vectors' class ${value.java} is not known here.`);
  return decoder(value.text);
}

/** What a value and its expectation are compared by: the Java text, a password's secret, a list's elements. */
export function comparable(value: unknown, type?: ConfigType): unknown {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (value instanceof Password) return { password: value.value };
  if (value instanceof ClassRef) return { class: value.name };
  return { text: type === undefined ? javaToString(value) : convertToString(value, type) };
}

export function createValidator(spec: ValidatorSpec): Validator {
  const texts = (spec.of ?? []) as string[];
  switch (spec.is) {
    case 'between':
      return Range.between(bound(spec.min), bound(spec.max));
    case 'atLeast':
      return Range.atLeast(bound(spec.min));
    case 'ValidString':
      return ValidString.in(...texts);
    case 'CaseInsensitiveValidString':
      return CaseInsensitiveValidString.in(...texts);
    case 'ValidList':
      return ValidList.in(texts, spec.isEmptyAllowed === undefined ? {} : { isEmptyAllowed: spec.isEmptyAllowed });
    case 'ValidList.anyNonDuplicateValues':
      return ValidList.anyNonDuplicateValues({
        isEmptyAllowed: spec.isEmptyAllowed ?? false,
        isNullAllowed: spec.isNullAllowed ?? false,
      });
    case 'NonEmptyString':
      return new NonEmptyString();
    case 'NonEmptyStringWithoutControlChars':
      return new NonEmptyStringWithoutControlChars();
    case 'ListSize':
      return ListSize.atMostOfSize(Number(bound(spec.max)));
    case 'NonNullValidator':
      return new NonNullValidator();
    case 'CompositeValidator':
      return CompositeValidator.of(...(spec.of as ValidatorSpec[]).map(createValidator));
    default:
      throw new Error(`The vectors' validator ${spec.is} is not known here.`);
  }
}

function bound(value: number | Tagged | undefined): number | bigint {
  return (typeof value === 'number' ? value : decode(value ?? null)) as number | bigint;
}

export function createDef(keys: readonly KeySpec[]): AnyConfigDef {
  const def = new ConfigDef();
  for (const { name, type, default: tagged, validator, dependents = [], recommender } of keys) {
    def.define({
      name,
      type,
      ...(tagged === undefined ? {} : { default: decode(tagged) as string }),
      validator: validator === undefined ? null : createValidator(validator),
      importance: 'HIGH',
      documentation: '',
      dependents,
      recommender: recommender === undefined ? null : createRecommender(recommender, keys),
    });
  }
  return def;
}

function createRecommender(spec: RecommenderSpec, keys: readonly KeySpec[]): Recommender {
  const textOf = (config: ParsedConfig, name: string): string => {
    const type = keys.find((key) => key.name === name)?.type ?? null;
    return convertToString(config.get(name), type) ?? 'null';
  };
  return {
    validValues(_name, config) {
      if (spec.values_throw !== undefined) throw new ConfigError(spec.values_throw);
      const by = spec.values_by;
      const values = by === undefined ? spec.values : new Map(Object.entries(by.cases)).get(textOf(config, by.key));
      return (values ?? []).map(decode);
    },
    visible(_name, config) {
      if (spec.visible_throw !== undefined) throw new ConfigError(spec.visible_throw);
      if (spec.visible_if !== undefined) return textOf(config, spec.visible_if.key) === spec.visible_if.equals;
      return spec.visible ?? true;
    },
  };
}
