import { randomBytes } from 'node:crypto';
import { Drills, faultSummary, runningFault, type RunningFault } from '../../drills/index.ts';
import { type Clock, patientClock, systemClock } from '../../model/base/clock.ts';
import type { Fault } from '../../model/definition/fault.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Model } from '../../model/definition/model.ts';
import type { InvocationReport, LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { SharedDrill, SharedDrills } from '../../shared-state/contract.ts';
import { readFault } from '../../sources/config/read-fault.ts';

/** Drills of a running emulator: what goes wrong on purpose. */
export interface EmulatorFaults {
  /** Switches a rule on. Throws `FAULT_INVALID` with all that is wrong with it. */
  add(fault: Omit<Fault, 'declaredAt'>): RunningFault;
  /** The rules that are on, those of the configuration first, with what they have touched. */
  list(): RunningFault[];
  /** Ends a rule by its id; false where there is none. */
  remove(id: string): boolean;
  /** Ends all rules. Those of the configuration come back when its `faults:` change. */
  clear(): void;
}

export interface FaultsParts {
  readonly lambda: LambdaInvoker;
  readonly endWarm: (functionName: string) => void;
  /** Lambda's numbers of a function. */
  readonly report: (lambda: LambdaFunction, report: InvocationReport) => void;
  readonly clock: Clock;
  readonly model: () => Model;
  /** Asks the rules for every open WebSocket connection. */
  readonly strike: () => void;
  readonly say: (message: string) => void;
  /** The list changed. */
  readonly changed: () => void;
  /** The drills of all emulators that share a state. */
  readonly shared: SharedDrills | undefined;
}

export class Faults implements EmulatorFaults {
  readonly drills: Drills;
  readonly #parts: FaultsParts;

  constructor(parts: FaultsParts) {
    const { lambda, endWarm, clock, strike, model, report, shared } = parts;
    this.#parts = parts;
    this.drills = new Drills({
      lambda,
      endWarm,
      // Under a debugger timeouts never come; what a drill waits for has to.
      clock: clock === patientClock ? systemClock : clock,
      ...(shared && { idPrefix: `${randomBytes(2).toString('hex')}-` }),
      failed: (name, made) => {
        const failed = Object.hasOwn(model().functions, name) ? model().functions[name] : undefined;
        if (failed !== undefined) report(failed, made);
      },
    });
    this.drills.subscribe(({ fault }) => {
      if (fault.kind.startsWith('websocket')) strike();
    });
  }

  add(fault: unknown): RunningFault {
    const rule = this.drills.add(readFault(fault, this.#parts.model()));
    this.#parts.changed();
    const { id, endsAt } = rule;
    void this.#parts.shared?.add({ id, fault: JSON.stringify(fault), ...(endsAt !== undefined && { endsAt }) });
    return runningFault(rule);
  }

  /** A rule that was added to another emulator of the same shared state. */
  drillAdded({ id, fault, endsAt }: SharedDrill): void {
    if (this.drills.list().some((rule) => rule.id === id)) return;
    try {
      const written = JSON.parse(fault) as Fault;
      const rest = endsAt === undefined ? {} : { duration: Math.max(1, Math.ceil((endsAt - Date.now()) / 1000)) };
      this.drills.add(readFault({ ...written, ...rest }, this.#parts.model()), id);
      this.#parts.changed();
    } catch (error) {
      this.#parts.say(
        `The drill ${id} of another emulator does not fit this configuration: ${(error as Error).message}`,
      );
    }
  }

  /** A rule, or every rule, was ended on another emulator of the same shared state. */
  drillEnded(id: string | undefined): void {
    if (id === undefined) this.drills.clear();
    else this.drills.remove(id);
    this.#parts.changed();
  }

  list(): RunningFault[] {
    return this.drills.list().map(runningFault);
  }

  remove(id: string): boolean {
    const found = this.drills.remove(id);
    this.#parts.changed();
    if (found) void this.#parts.shared?.end(id);
    return found;
  }

  clear(): void {
    this.drills.clear();
    this.#parts.changed();
    void this.#parts.shared?.end();
  }

  /** The rules of a definition, in place of those of the one before; says what is on. */
  configure(faults: readonly Fault[] = []): void {
    if (!this.drills.configure(faults) || faults.length === 0) return;
    const count = faults.length === 1 ? 'A drill is' : `${faults.length} drills are`;
    this.#parts.say(`${count} on (faults: in the configuration). ${faults.map(faultSummary).join('. ')}.`);
    this.#parts.changed();
  }
}
