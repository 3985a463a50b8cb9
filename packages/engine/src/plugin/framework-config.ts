import { ConfigDef, NonEmptyStringWithoutControlChars, Range, ValidString } from '@millrace/connector-api';
import type { AnyConfigDef } from '@millrace/connector-api';
import type { ConverterUse } from './converter-settings.ts';
import { classRecommender, connectorVersionRecommender, converterVersionRecommender } from './framework-recommenders.ts';
import { pluginClassValidator, uniqueAliasesValidator, versionValidator } from './framework-validators.ts';
import type { PluginRegistry } from './registry.ts';

const COMMON = 'Common';
export const ERROR_HANDLING = 'Error Handling';

/** What the framework's keys depend on beside their own values. */
export interface FrameworkContext {
  /** Proposes classes and versions, and checks classes; null: only the definitions count. */
  readonly registry: PluginRegistry | null;
  /** The default of `connector.plugin.version`. */
  readonly connectorVersion: string | null;
  readonly converters: Readonly<Record<ConverterUse, ConverterDefaults>>;
}

/** Class and version of the converter that counts where the connector names none. */
export interface ConverterDefaults {
  readonly class: string | null;
  readonly version: string | null;
}

const NO_CONVERTER: ConverterDefaults = { class: null, version: null };

/** The context of a definition by itself, as GET /connector-plugins/{plugin}/config shows it. */
export function plainContext(connectorVersion: string | null): FrameworkContext {
  return { registry: null, connectorVersion, converters: { key: NO_CONVERTER, value: NO_CONVERTER, header: NO_CONVERTER } };
}

/** The keys that every connector has. Java: `ConnectorConfig`. */
export function connectorConfigDef(context: FrameworkContext): AnyConfigDef {
  const def: AnyConfigDef = new ConfigDef();
  defineIdentity(def, context);
  defineConverter(def, context, 'key', 6);
  defineConverter(def, context, 'value', 8);
  defineConverter(def, context, 'header', 10);
  defineChain(def);
  defineErrorHandling(def);
  return def;
}

function defineIdentity(def: AnyConfigDef, { registry, connectorVersion }: FrameworkContext): void {
  def
    .define({
      name: 'name',
      type: 'STRING',
      validator: new NonEmptyStringWithoutControlChars(),
      importance: 'HIGH',
      documentation: 'What this connector is called. No two connectors of a cluster have the same name.',
      group: COMMON,
      orderInGroup: 1,
      width: 'MEDIUM',
      displayName: 'Connector name',
    })
    .define({
      name: 'connector.class',
      type: 'STRING',
      importance: 'HIGH',
      documentation:
        'The plugin that does the work: its class name, or that without the package, with or without the word Connector at its end.',
      group: COMMON,
      orderInGroup: 2,
      width: 'LONG',
      displayName: 'Connector class',
    })
    .define({
      name: 'connector.plugin.version',
      type: 'STRING',
      default: connectorVersion,
      validator: versionValidator,
      importance: 'MEDIUM',
      documentation: 'Which version of the plugin to use, as a version or a range of versions. The newest if left out.',
      group: COMMON,
      orderInGroup: 3,
      width: 'MEDIUM',
      displayName: 'Connector version',
      recommender: connectorVersionRecommender(registry),
    })
    .define({
      name: 'tasks.max',
      type: 'INT',
      default: 1,
      validator: Range.atLeast(1),
      importance: 'HIGH',
      documentation: 'The most tasks that the work is split into.',
      group: COMMON,
      orderInGroup: 4,
      width: 'SHORT',
      displayName: 'Tasks max',
    })
    .define({
      name: 'tasks.max.enforce',
      type: 'BOOLEAN',
      default: true,
      importance: 'LOW',
      documentation: 'Whether a connector that asks for more tasks than tasks.max fails. Deprecated: leave it at true.',
      group: COMMON,
      orderInGroup: 5,
      width: 'SHORT',
      displayName: 'Enforce tasks max',
    });
}

const CONVERTED: Readonly<Record<ConverterUse, string>> = { key: 'keys', value: 'values', header: 'header values' };

function defineConverter(def: AnyConfigDef, { registry, converters }: FrameworkContext, use: ConverterUse, order: number): void {
  const classKey = `${use}.converter`;
  const type = use === 'header' ? 'header_converter' : 'converter';
  const title = `${use.charAt(0).toUpperCase()}${use.slice(1)} converter`;
  def
    .define({
      name: classKey,
      type: 'CLASS',
      default: converters[use].class,
      validator: pluginClassValidator(registry, type),
      importance: 'LOW',
      documentation: `The converter between the ${CONVERTED[use]} of Connect and the bytes in the topic. Settings of its own follow after ${classKey} and a dot.`,
      group: COMMON,
      orderInGroup: order,
      width: 'SHORT',
      displayName: `${title} class`,
      recommender: classRecommender(registry, type),
    })
    .define({
      name: `${classKey}.plugin.version`,
      type: 'STRING',
      default: converters[use].version,
      validator: versionValidator,
      importance: 'LOW',
      documentation: `Which version of the converter of ${CONVERTED[use]} to use, as a version or a range of versions.`,
      group: COMMON,
      orderInGroup: order + 1,
      width: 'SHORT',
      displayName: `${title} version`,
      recommender: converterVersionRecommender(registry, classKey, type),
    });
}

function defineChain(def: AnyConfigDef): void {
  def
    .define({
      name: 'transforms',
      type: 'LIST',
      default: [],
      validator: uniqueAliasesValidator('unique transformation aliases'),
      importance: 'LOW',
      documentation: 'Names, chosen freely, of the transformations that records pass through, in order.',
      group: 'Transforms',
      orderInGroup: 12,
      width: 'LONG',
      displayName: 'Transforms',
    })
    .define({
      name: 'predicates',
      type: 'LIST',
      default: [],
      validator: uniqueAliasesValidator('unique predicate aliases'),
      importance: 'LOW',
      documentation: 'Names, chosen freely, of the predicates that transformations refer to.',
      group: 'Predicates',
      orderInGroup: 13,
      width: 'LONG',
      displayName: 'Predicates',
    })
    .define({
      name: 'config.action.reload',
      type: 'STRING',
      default: 'restart',
      validator: ValidString.in('none', 'restart'),
      importance: 'LOW',
      documentation:
        'What to do when a value that a config provider looked up expires: restart the connector, or nothing (none).',
      group: COMMON,
      orderInGroup: 14,
      width: 'MEDIUM',
      displayName: 'Reload Action',
    });
}

function defineErrorHandling(def: AnyConfigDef): void {
  const group = ERROR_HANDLING;
  def
    .define({
      name: 'errors.retry.timeout',
      type: 'LONG',
      default: 0,
      importance: 'MEDIUM',
      documentation: 'For how many milliseconds a failed operation is tried again. 0: not at all; -1: without end.',
      group,
      orderInGroup: 1,
      width: 'MEDIUM',
      displayName: 'Retry Timeout for Errors',
    })
    .define({
      name: 'errors.retry.delay.max.ms',
      type: 'LONG',
      default: 60000,
      importance: 'MEDIUM',
      documentation: 'The longest pause between two tries, in milliseconds. Pauses grow up to it and are then varied at random.',
      group,
      orderInGroup: 2,
      width: 'MEDIUM',
      displayName: 'Maximum Delay Between Retries for Errors',
    })
    .define({
      name: 'errors.tolerance',
      type: 'STRING',
      default: 'none',
      validator: ValidString.in('none', 'all'),
      importance: 'MEDIUM',
      documentation: 'What a record that cannot be processed does: it fails the task (none), or it is left out (all).',
      group,
      orderInGroup: 3,
      width: 'SHORT',
      displayName: 'Error Tolerance',
    })
    .define({
      name: 'errors.log.enable',
      type: 'BOOLEAN',
      default: false,
      importance: 'MEDIUM',
      documentation: 'Whether every error is logged, those that are tolerated too.',
      group,
      orderInGroup: 4,
      width: 'SHORT',
      displayName: 'Log Errors',
    })
    .define({
      name: 'errors.log.include.messages',
      type: 'BOOLEAN',
      default: false,
      importance: 'MEDIUM',
      documentation: 'Whether the log says which record it was. Of records of a source that includes their contents.',
      group,
      orderInGroup: 5,
      width: 'SHORT',
      displayName: 'Log Error Details',
    });
}
