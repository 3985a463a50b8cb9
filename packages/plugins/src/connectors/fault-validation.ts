import type { AnyConfigDef, ConnectorPluginBase } from '@millrace/connector-api';
import { spin } from './fault.ts';

/** The `validate` of a fault connector: that of its ConfigDef, unless the configuration asks for one that never ends. */
export function faultValidation(config: AnyConfigDef): NonNullable<ConnectorPluginBase<AnyConfigDef>['validate']> {
  return (props, options) => {
    if (Object.hasOwn(props, 'fault.mode') && props['fault.mode']?.trim() === 'spin-validate') spin();
    return config.validate(props, options);
  };
}
