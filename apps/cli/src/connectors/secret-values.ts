const secretKey = /passw(or)?d|passphrase|secret|token|credential|jaas|private[._-]?key|api[._-]?key|access[._-]?key/i;
const reference = /^\$\{[^{}]+\}$/;

export const hiddenValue = '(hidden)';

/**
 * A value as people are shown it: hidden where the setting's name says that it is a secret, unless it only refers to one (`${file:…}`).
 * What programs read (`-o json`, `export`) is never changed.
 */
export function shownValue(key: string, value: string, showSecrets = false): string {
  return showSecrets || value === '' || reference.test(value) || !secretKey.test(key) ? value : hiddenValue;
}
