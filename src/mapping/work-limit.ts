/** A template computes for longer than it may. */
export class WorkLimitError extends Error {
  constructor(limitMs: number) {
    super(`The template computes for more than ${limitMs} ms`);
    this.name = 'WorkLimitError';
  }
}

interface Allowance {
  readonly limitMs: number;
  readonly endsAt: number;
  /** Measured from the first look at the clock on: most templates are done before, and to ask the system costs as much as they do. */
  cpu: NodeJS.CpuUsage | undefined;
}

/** Units of work between two looks at the clock: some 0.1 ms of the cheapest. */
const UNITS_PER_LOOK = 5000;

let allowance: Allowance | undefined;
let unitsLeft = UNITS_PER_LOOK;

/** Whether the work under way is limited already. */
export function hasWorkLimit(): boolean {
  return allowance !== undefined;
}

/** Runs `work`, in which {@link spendWork} ends what goes on after `limitMs`. Inner calls have no more than the outer one leaves them. */
export function withWorkLimit<T>(limitMs: number, work: () => T): T {
  if (allowance !== undefined) return work();
  allowance = { limitMs, endsAt: performance.now() + limitMs, cpu: undefined };
  unitsLeft = UNITS_PER_LOOK;
  try {
    return work();
  } finally {
    allowance = undefined;
  }
}

/**
 * Says that `units` of work, each some tens of nanoseconds (one value visited, sixteen characters), are about to be done. All that a template can
 * repeat or let grow says so; outside of a template it is free.
 *
 * @throws {WorkLimitError}
 */
export function spendWork(units: number): void {
  unitsLeft -= units;
  if (unitsLeft < 0) lookAtClock();
}

/** Only when also this process has computed for most of that time: on a crowded machine the clock goes on while others run. */
function lookAtClock(): void {
  unitsLeft = UNITS_PER_LOOK;
  if (allowance === undefined) return;
  const cpu = (allowance.cpu ??= process.cpuUsage());
  if (performance.now() < allowance.endsAt) return;
  const { user, system } = process.cpuUsage(cpu);
  if (user + system > allowance.limitMs * 500) throw new WorkLimitError(allowance.limitMs);
}
