import { copiedCapacity, hashOrdered } from '@millrace/connector-api';

/** What is made of a map with these names, in the order in which Java puts it together. */
export interface MapShape {
  /** By name, which of the values. */
  readonly entries: ReadonlyMap<string, number>;
  /** The size of the table that Java's HashMap begins with. */
  readonly capacity: number;
}

/** The entries of the map that is made, in the order of a Java HashMap. */
interface MapPlan {
  readonly from: readonly string[];
  readonly names: readonly string[];
  readonly values: readonly number[];
}

/** How many kinds of maps are remembered: as a rule all have the same names. */
const MAX_PLANS = 4;

/**
 * Makes maps out of maps, record by record. Without a schema the order of a map's entries is that of a Java HashMap, and can be seen
 * wherever the map is printed or written; working it out takes long, so it is remembered for maps of the same names.
 */
export class MapPlans {
  readonly #shapeOf: (names: readonly string[]) => MapShape;
  readonly #plans: MapPlan[] = [];

  constructor(shapeOf: (names: readonly string[]) => MapShape) {
    this.#shapeOf = shapeOf;
  }

  /** The map that is made of `source`. The shape's entries say which of `values` each one has. */
  build(source: ReadonlyMap<string, unknown>, values: readonly unknown[]): Map<string, unknown> {
    const plan = this.#planFor(source);
    const result = new Map<string, unknown>();
    for (let i = 0; i < plan.names.length; i++) result.set(plan.names[i] as string, values[plan.values[i] as number]);
    return result;
  }

  #planFor(source: ReadonlyMap<string, unknown>): MapPlan {
    return this.#plans.find((plan) => hasNames(source, plan.from)) ?? this.#addPlan([...source.keys()]);
  }

  #addPlan(names: readonly string[]): MapPlan {
    const { entries, capacity } = this.#shapeOf(names);
    const ordered = hashOrdered(entries, undefined, capacity);
    const plan: MapPlan = { from: names, names: [...ordered.keys()], values: [...ordered.values()] };
    this.#plans.unshift(plan);
    this.#plans.length = Math.min(this.#plans.length, MAX_PLANS);
    return plan;
  }
}

/**
 * Plans for copies of maps in which these entries are set: their values follow those of the map. What is not there is added.
 */
export function plansForSetting(set: readonly string[]): MapPlans {
  return new MapPlans((names) => {
    const entries = new Map(names.map((name, i) => [name, i]));
    for (const [i, name] of set.entries()) entries.set(name, names.length + i);
    return { entries, capacity: copiedCapacity(names.length) };
  });
}

function hasNames(map: ReadonlyMap<string, unknown>, names: readonly string[]): boolean {
  if (map.size !== names.length) return false;
  let i = 0;
  for (const name of map.keys()) {
    if (name !== names[i]) return false;
    i += 1;
  }
  return true;
}
