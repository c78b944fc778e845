import type { InvocationReport } from '../../../model/lambda/invocation.ts';
import type { LogBuffer } from './log-buffer.ts';
import type { PlatformFacts, PlatformLines } from './platform-lines.ts';

/** An invocation's report. Holds numbers; lines are created on request. */
export class Report implements InvocationReport {
  /** Present on a cold start. */
  declare readonly initMs?: number;
  readonly #facts: Omit<PlatformFacts, 'billedMs'>;
  readonly #logs: LogBuffer;
  readonly #lines: PlatformLines;

  constructor(facts: Omit<PlatformFacts, 'billedMs'>, logs: LogBuffer, lines: PlatformLines) {
    this.#facts = facts;
    if (facts.initMs !== undefined) this.initMs = facts.initMs;
    this.#logs = logs;
    this.#lines = lines;
  }

  get durationMs(): number {
    return this.#facts.durationMs;
  }

  /** Whole milliseconds; the init phase is billed too since 2025-08-01 (docs/aws/lambda.md#life-cycle). */
  get billedMs(): number {
    return Math.ceil(this.#facts.durationMs + (this.#facts.initMs ?? 0));
  }

  get memorySizeMb(): number {
    return this.#facts.memorySizeMb;
  }

  get maxMemoryUsedMb(): number {
    return this.#facts.maxMemoryUsedMb;
  }

  get status(): PlatformFacts['status'] {
    return this.#facts.status;
  }

  logLines(): readonly string[] {
    const facts = this.platformFacts();
    return [...this.#lines.before(facts), ...this.#logs.lines(), ...this.#lines.after(facts)];
  }

  platformFacts(): PlatformFacts {
    return { ...this.#facts, billedMs: this.billedMs };
  }
}
