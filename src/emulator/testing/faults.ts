import { Drills, faultSummary, runningFault, type RunningFault } from '../../drills/index.ts';
import { type Clock, patientClock, systemClock } from '../../model/base/clock.ts';
import type { Fault } from '../../model/definition/fault.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Model } from '../../model/definition/model.ts';
import type { InvocationReport, LambdaInvoker } from '../../model/lambda/invocation.ts';
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
}

export class Faults implements EmulatorFaults {
  readonly drills: Drills;
  readonly #parts: FaultsParts;

  constructor(parts: FaultsParts) {
    const { lambda, endWarm, clock, strike, model, report } = parts;
    this.#parts = parts;
    this.drills = new Drills({
      lambda,
      endWarm,
      // Under a debugger timeouts never come; what a drill waits for has to.
      clock: clock === patientClock ? systemClock : clock,
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
    return runningFault(rule);
  }

  list(): RunningFault[] {
    return this.drills.list().map(runningFault);
  }

  remove(id: string): boolean {
    const found = this.drills.remove(id);
    this.#parts.changed();
    return found;
  }

  clear(): void {
    this.drills.clear();
    this.#parts.changed();
  }

  /** The rules of a definition, in place of those of the one before; says what is on. */
  configure(faults: readonly Fault[] = []): void {
    if (!this.drills.configure(faults) || faults.length === 0) return;
    const count = faults.length === 1 ? 'A drill is' : `${faults.length} drills are`;
    this.#parts.say(`${count} on (faults: in the configuration). ${faults.map(faultSummary).join('. ')}.`);
    this.#parts.changed();
  }
}
