import type { Broker } from './broker.ts';

/** What a group of cases is given. */
export interface BrokerCases {
  /** A broker that is new for each test. */
  readonly broker: () => Broker;
  /** Another one on the same store. */
  readonly another: () => Promise<Broker>;
  /** A name that no other test uses. */
  readonly name: (prefix: string) => string;
  readonly test: (name: string, run: () => Promise<void>) => void;
}
