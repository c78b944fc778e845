import { isDeepStrictEqual } from 'node:util';
import type { Fault, FaultKind } from '../model/definition/fault.ts';
import type { DrillServices } from './contract.ts';
import { Drill } from './drill.ts';
import { DrillRule } from './drill-rule.ts';
import { means, type TouchedPlace } from './touched-place.ts';

/**
 * The rules of all drills, in order: those of the configuration first, then those that were added. `on` is all that an exchange looks at while
 * there is none.
 */
export class Drills {
  /** Whether any rule may be on. */
  on = false;
  readonly #services: DrillServices;
  #definition: readonly Fault[] = [];
  #configured: readonly DrillRule[] = [];
  #added: DrillRule[] = [];
  #count = 0;
  readonly #listeners = new Set<(rule: DrillRule) => void>();

  constructor(services: DrillServices) {
    this.#services = services;
  }

  /** Switches a rule on, under an id of its own unless another emulator gave it one. */
  add(fault: Fault, id?: string): DrillRule {
    if (id === undefined) this.#count += 1;
    const ownId = id ?? `fault-${this.#services.idPrefix ?? ''}${this.#count}`;
    const rule = new DrillRule(ownId, fault, 'session', this.#services.clock.now());
    this.#added.push(rule);
    this.on = true;
    for (const listener of this.#listeners) listener(rule);
    return rule;
  }

  /** Calls back for each rule that is switched on from now on; the returned function ends it. */
  subscribe(listener: (rule: DrillRule) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The rules of a definition, in place of those of the one before; false where they are the same. A rule that did not change keeps its counts.
   */
  configure(faults: readonly Fault[]): boolean {
    // A reload for another reason must not bring back what was ended.
    if (isDeepStrictEqual(this.#definition.map(written), faults.map(written))) return false;
    this.#definition = faults;
    const before = this.#configured;
    const began: DrillRule[] = [];
    this.#configured = faults.map((fault, index) => {
      const same = before[index];
      if (same !== undefined && isDeepStrictEqual(written(same.fault), written(fault))) return same;
      const rule = new DrillRule(`config-${index + 1}`, fault, 'configuration', this.#services.clock.now());
      began.push(rule);
      return rule;
    });
    this.#look();
    for (const rule of began) for (const listener of this.#listeners) listener(rule);
    return true;
  }

  /** The rules that are on, in the order in which they are asked. */
  list(): DrillRule[] {
    const now = this.#services.clock.now();
    return this.#all().filter((rule) => !rule.hasEnded(now));
  }

  /** Ends a rule; false where none of that id is on. */
  remove(id: string): boolean {
    const found = this.list().some((rule) => rule.id === id);
    this.#configured = this.#configured.filter((rule) => rule.id !== id);
    this.#added = this.#added.filter((rule) => rule.id !== id);
    this.#look();
    return found;
  }

  /** Ends every rule, those of the configuration too: they come back when it is changed. */
  clear(): void {
    this.#configured = [];
    this.#added = [];
    this.on = false;
  }

  /** What the rules do to one exchange. */
  begin(place: TouchedPlace): Drill {
    return new Drill(place, this.#services, (kinds, once) => this.take(kinds, place, once));
  }

  /** Calls back after so many milliseconds of the drills' clock. */
  after(milliseconds: number, callback: () => void): void {
    this.#services.clock.after(milliseconds, callback);
  }

  /** The first rule of these kinds that means the place and whose share takes the exchange. `once`: the connection that is decided on. */
  take(kinds: readonly FaultKind[], place: TouchedPlace, once?: object): DrillRule | undefined {
    if (!this.on) return undefined;
    const now = this.#services.clock.now();
    let hasEnded = false;
    for (const rule of this.#all()) {
      if (rule.hasEnded(now)) hasEnded = true;
      else if (
        kinds.includes(rule.fault.kind) &&
        means(rule.fault, place) &&
        rule.takes(isOfConnection(rule) ? once : undefined)
      )
        return rule;
    }
    if (hasEnded) this.#look();
    return undefined;
  }

  #all(): DrillRule[] {
    return [...this.#configured, ...this.#added];
  }

  #look(): void {
    const now = this.#services.clock.now();
    this.#added = this.#added.filter((rule) => !rule.hasEnded(now));
    this.on = this.#added.length > 0 || this.#configured.some((rule) => !rule.hasEnded(now));
  }
}

/** A rule about connections as such, not about the messages of a route, decides once on each. */
function isOfConnection({ fault }: DrillRule): boolean {
  return fault.route === undefined || fault.route === '$connect';
}

/** Where a rule stands in its file may change. */
function written({ declaredAt: _declaredAt, ...fault }: Fault): object {
  return fault;
}
