/** The value of a CLASS setting: the full name of a class that a plugin answers to. */
export class ClassRef {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  get javaClass(): 'java.lang.Class' {
    return 'java.lang.Class';
  }

  equals(other: unknown): boolean {
    return other instanceof ClassRef && this.name === other.name;
  }

  /** As Java prints a class: `class org.example.Thing`. */
  toString(): string {
    return `class ${this.name}`;
  }
}

/**
 * Finds the class that a configuration names, by its full name or an alias; undefined if there is none. Only looks up what is
 * registered: nothing that a configuration names is ever loaded.
 */
export type ClassResolver = (name: string) => { readonly name: string } | undefined;
