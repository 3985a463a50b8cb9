import { ConfigDef } from '@millrace/connector-api';
import type { AnyConfigDef } from '@millrace/connector-api';

/**
 * The keys that Millrace adds to those of Kafka Connect, of every connector. They show in an answer only where the configuration
 * uses them, and then after all others, so that answers stay what Kafka Connect's are.
 */
export const OWN_CONFIG: AnyConfigDef = new ConfigDef();
