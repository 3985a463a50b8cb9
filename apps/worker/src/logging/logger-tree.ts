import type { LogLevel } from './log-level.ts';

/** A logger's level as `/admin/loggers` shows it. */
export interface LoggerLevel {
  /** Its own level, or else the one that it inherits. */
  readonly level: LogLevel;
  /** When the level was last changed, in milliseconds since the epoch; null: never since the start. */
  readonly lastModified: number | null;
}

const ROOT = 'root';

/**
 * The levels of loggers by name. Dots make a hierarchy: a logger without a level of its own has its nearest ancestor's, at last
 * the root logger's. Known are the root logger, those that were made and those whose level was set; they stay known.
 */
export class LoggerTree {
  readonly #own = new Map<string, LogLevel>();
  readonly #made = new Set<string>();
  readonly #lastModified = new Map<string, number>();
  readonly #now: () => number;
  #root: LogLevel;
  #version = 0;

  constructor(rootLevel: LogLevel, now: () => number = Date.now) {
    this.#root = rootLevel;
    this.#now = now;
  }

  /** Changes with every change of a level, so that what was looked up can be kept until then. */
  get version(): number {
    return this.#version;
  }

  /** Makes a logger known. */
  add(name: string): void {
    this.#made.add(name);
  }

  /** The level that counts for a logger, known or not. */
  effectiveLevel(name: string): LogLevel {
    if (isRoot(name)) return this.#root;
    for (let ancestor = name; ; ancestor = ancestor.slice(0, ancestor.lastIndexOf('.'))) {
      const own = this.#own.get(ancestor);
      if (own !== undefined) return own;
      if (!ancestor.includes('.')) return this.#root;
    }
  }

  /** null for a logger that is not known. */
  get(name: string): LoggerLevel | null {
    return isRoot(name) || this.#known().has(name) ? this.#describe(canonical(name)) : null;
  }

  /** All known loggers that are not off, by name in order. */
  all(): Map<string, LoggerLevel> {
    const names = [...this.#known(), ROOT].toSorted();
    return new Map(names.map((name) => [name, this.#describe(name)] as const).filter(([, { level }]) => level !== 'OFF'));
  }

  /**
   * Sets the level of a logger and of all whose names start with its name, as Log4j does; of the root logger: of all.
   * Answers the names of those whose effective level changed, in order.
   */
  set(name: string, level: LogLevel): string[] {
    const root = isRoot(name);
    if (!root) this.#made.add(name);
    const affected = [...this.#known()].filter((known) => root || known.startsWith(name));
    if (root) affected.push(ROOT);
    const before = new Map(affected.map((known) => [known, this.effectiveLevel(known)]));
    if (root) this.#root = level;
    else this.#own.set(name, level);
    for (const known of this.#own.keys()) if (root || known.startsWith(name)) this.#own.set(known, level);
    this.#version++;
    const changed = affected.filter((known) => this.effectiveLevel(known) !== before.get(known)).toSorted();
    const now = this.#now();
    for (const known of changed) this.#lastModified.set(known, now);
    return changed;
  }

  #known(): Set<string> {
    return new Set([...this.#made, ...this.#own.keys()]);
  }

  #describe(name: string): LoggerLevel {
    return { level: this.effectiveLevel(name), lastModified: this.#lastModified.get(name) ?? null };
  }
}

function isRoot(name: string): boolean {
  return name === '' || name.toLowerCase() === ROOT;
}

function canonical(name: string): string {
  return isRoot(name) ? ROOT : name;
}
