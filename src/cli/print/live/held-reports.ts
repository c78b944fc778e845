import { isJsonObject, parseJson } from '../../../model/base/json.ts';
import type { Clock } from '../../../model/base/clock.ts';
import type { LogRecord } from '../../../model/lambda/invocation.ts';
import type { Exchange } from '../../../observability/exchange.ts';

/** The request's answer follows within milliseconds, on a busy machine later; an asynchronous invocation's never does. */
const HOLD_MS = 1000;
/** Output of a process and its answer take different ways: lines may come after the request was answered. */
const AWAIT_MS = 5000;

interface HeldLine {
  readonly line: string;
  readonly print: () => void;
}

interface Held {
  readonly lines: HeldLine[];
  readonly release: () => void;
}

interface Awaited {
  readonly lines: string[];
  readonly release: () => void;
}

/**
 * What Python's runtime logs of an exception, `[ERROR] KeyError: 'lines'` and the traceback, waits for its request: there the same exception
 * stands with the source around it, and one of the two is enough. Lines that are not part of the report are printed all the same.
 */
export class HeldReports {
  readonly #held = new Map<string, Held>();
  /** Lines of reports that stand under their requests already and did not come yet, by invocation. */
  readonly #awaited = new Map<string, Awaited>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether the line waits; if not, the caller prints it. */
  holds({ requestId, line }: LogRecord, print: () => void): boolean {
    if (requestId === undefined) return false;
    if (this.#isAwaited(requestId, line)) return true;
    const held = this.#held.get(requestId);
    if (held !== undefined) held.lines.push({ line, print });
    if (held !== undefined || !/^\[ERROR\] \S/.test(line)) return held !== undefined;
    const release = this.#clock.after(HOLD_MS, () => this.#end(requestId, []));
    this.#held.set(requestId, { lines: [{ line, print }], release });
    return true;
  }

  /** Its request was answered. `isShown`: the report stands there, and its lines are left away. */
  settle({ result }: Exchange, isShown: boolean): void {
    if (result === undefined) return;
    const { requestId } = result;
    const late = this.#end(requestId, isShown ? reportLines(result.payload) : []);
    if (late.length === 0) return;
    const release = this.#clock.after(AWAIT_MS, () => this.#awaited.delete(requestId));
    this.#awaited.set(requestId, { lines: late, release });
  }

  /** Prints what waits: the emulator stops. */
  flush(): void {
    for (const requestId of this.#held.keys()) this.#end(requestId, []);
    for (const { release } of this.#awaited.values()) release();
    this.#awaited.clear();
  }

  #isAwaited(requestId: string, line: string): boolean {
    const awaited = this.#awaited.get(requestId);
    if (awaited?.lines[0] !== line) return false;
    awaited.lines.shift();
    return true;
  }

  /** Prints what was held but for the lines of a report, and returns those of them that were not among it. */
  #end(requestId: string, report: readonly string[]): string[] {
    const held = this.#held.get(requestId);
    this.#held.delete(requestId);
    held?.release();
    let said = 0;
    for (const { line, print } of held?.lines ?? []) {
      if (line === report[said]) said += 1;
      else print();
    }
    return report.slice(said);
  }
}

/** The lines that Python's runtime prints of the error that it reported; none where there was no traceback. */
function reportLines(payload: string): string[] {
  const report = parseJson(payload);
  if (!isJsonObject(report)) return [];
  const { errorType, errorMessage, stackTrace } = report;
  if (typeof errorType !== 'string' || typeof errorMessage !== 'string') return [];
  if (!Array.isArray(stackTrace) || stackTrace.length === 0) return [];
  const trace = stackTrace.join('').trimEnd();
  return `[ERROR] ${errorType}: ${errorMessage}\nTraceback (most recent call last):\n${trace}`.split('\n');
}
