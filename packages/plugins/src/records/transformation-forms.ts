import type {
  ConfigDef,
  ConnectRecord,
  Predicate,
  PredicatePlugin,
  Transformation,
  TransformationPlugin,
} from '@millrace/connector-api';
import { KEY, VALUE, type RecordPart } from './record-part.ts';

type Apply = <R extends ConnectRecord>(record: R) => R | null;

/** A transformation that works on a record as a whole: `create` answers what is done to each record. */
export function recordTransformation<Config extends object>(
  config: ConfigDef<Config>,
  create: (config: Config) => Apply,
): TransformationPlugin<ConfigDef<Config>> {
  return { type: 'transformation', config, create: (props) => transformationOf(create(config.parse(props))) };
}

/** The two forms, `$Key` and `$Value`, of a transformation that works on one part of a record. */
export function partTransformations<Config extends object>(
  config: ConfigDef<Config>,
  create: (config: Config, part: RecordPart) => Apply,
): { readonly key: TransformationPlugin<ConfigDef<Config>>; readonly value: TransformationPlugin<ConfigDef<Config>> } {
  return {
    key: recordTransformation(config, (parsed) => create(parsed, KEY)),
    value: recordTransformation(config, (parsed) => create(parsed, VALUE)),
  };
}

/** A predicate: `create` answers the test for each record. */
export function predicatePlugin<Config extends object>(
  config: ConfigDef<Config>,
  create: (config: Config) => Predicate['test'],
): PredicatePlugin<ConfigDef<Config>> {
  return { type: 'predicate', config, create: (props) => ({ test: create(config.parse(props)) }) };
}

function transformationOf(apply: Apply): Transformation {
  return { apply, applyAll: (records) => records.map((record) => apply(record)) };
}
