/** The contract cannot be generated from: it does not lint, or uses something that the emitters do not know. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}
