import {
  ClassRef,
  CompositeValidator,
  ConfigError,
  JavaRegexError,
  LambdaValidator,
  NonNullValidator,
  javaRegex,
} from '@millrace/connector-api';
import type { PluginType, Validator } from '@millrace/connector-api';
import { findClass, requireConcrete } from './plugin-class.ts';
import type { PluginRegistry } from './registry.ts';
import { versionRangeOf } from './version-range.ts';

/** A version range, or a version (KIP-891). */
export const versionValidator: Validator = LambdaValidator.with(
  (_name, value) => void versionRangeOf(value as string | null),
  () => 'a version or a range of versions',
);

/** A class that is a plugin of this kind and can be made. Without a registry every class will do. */
export function pluginClassValidator(registry: PluginRegistry | null, type: PluginType): Validator {
  return LambdaValidator.with(
    (_name, value) => {
      const found = value instanceof ClassRef && registry !== null ? findClass(registry, value.name) : undefined;
      if (found !== undefined) requireConcrete(found, type);
    },
    () => 'a class that can be made',
  );
}

/** A list in which nothing comes twice. */
export function uniqueAliasesValidator(text: string): Validator {
  const unique = LambdaValidator.with(
    (name, value) => {
      const aliases = value as readonly string[];
      if (aliases.length > new Set(aliases).size) throw ConfigError.invalidValue(name, value, 'Duplicate alias provided.');
    },
    () => text,
  );
  return CompositeValidator.of(new NonNullValidator(), unique);
}

/** A regular expression in Java's syntax. */
export const regexValidator: Validator = LambdaValidator.with(
  (name, value) => {
    if (typeof value !== 'string') throw ConfigError.invalidValue(name, value, 'Invalid regex: there is none');
    try {
      javaRegex(value);
    } catch (error) {
      if (!(error instanceof JavaRegexError)) throw error;
      throw ConfigError.invalidValue(name, value, `Invalid regex: ${error.message}`);
    }
  },
  () => 'valid regex',
);
