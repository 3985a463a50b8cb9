import type { ConfigValue, SourceConnectorPlugin } from '@millrace/connector-api';
import type { ConfigMap } from '../model/names.ts';

const NO_SUPPORT_TOLD =
  'The connector does not implement the API required for preflight validation of exactly-once source support. Please consult the documentation for the connector to determine whether it supports exactly-once semantics, and then consider reconfiguring the connector to use the value "requested" for this property (which will disable this preflight check and allow the connector to be created).';
const NOT_SUPPORTED = 'The connector does not support exactly-once semantics with the provided configuration.';
const NO_BOUNDARIES =
  'The connector does not support connector-defined transaction boundaries with the given configuration. Please reconfigure it to use a different transaction boundary definition.';

/** What sources have to hold beyond each single setting (KIP-618). Errors are added to the values. */
export function checkSource(
  props: ConfigMap,
  values: ReadonlyMap<string, ConfigValue>,
  plugin: SourceConnectorPlugin,
  exactlyOnceEnabled: boolean,
): void {
  checkExactlyOnce(props, values.get('exactly.once.support'), plugin, exactlyOnceEnabled);
  checkBoundary(props, values.get('transaction.boundary'), plugin);
}

function checkExactlyOnce(
  props: ConfigMap,
  value: ConfigValue | undefined,
  plugin: SourceConnectorPlugin,
  enabled: boolean,
): void {
  if (value === undefined || !isSetTo(value, 'required')) return;
  if (!enabled) value.errorMessages.push('This worker does not have exactly-once source support enabled.');
  ask(value, () => {
    const support = plugin.exactlyOnceSupport?.(props);
    if (support === 'SUPPORTED') return null;
    return support === undefined ? NO_SUPPORT_TOLD : NOT_SUPPORTED;
  });
}

function checkBoundary(props: ConfigMap, value: ConfigValue | undefined, plugin: SourceConnectorPlugin): void {
  if (value === undefined || !isSetTo(value, 'connector')) return;
  ask(value, () => (plugin.canDefineTransactionBoundaries?.(props) === true ? null : NO_BOUNDARIES));
}

function isSetTo(value: ConfigValue, wanted: string): boolean {
  return value.errorMessages.length === 0 && String(value.value).toLowerCase() === wanted;
}

/** Adds what the plugin objects to, or that it failed to say. */
function ask(value: ConfigValue, question: () => string | null): void {
  let objection: string | null;
  try {
    objection = question();
  } catch (error) {
    const why = error instanceof Error ? error.message.trim() : String(error);
    objection = `An unexpected error occurred during validation${why === '' ? '; please see the worker logs for more details.' : `: ${why}`}`;
  }
  if (objection !== null) value.errorMessages.push(objection);
}
