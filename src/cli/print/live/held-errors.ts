import type { Clock } from '../../../model/base/clock.ts';
import type { LogRecord } from '../../../model/lambda/invocation.ts';
import type { ThrownError } from '../../../model/lambda/thrown-error.ts';
import type { Exchange } from '../../../observability/exchange.ts';

/** The request's answer follows its error within milliseconds; an asynchronous invocation's never does. */
const HOLD_MS = 250;
/** What failed at import is loaded a second time, by a new environment, before the answer comes. */
const HOLD_AT_IMPORT_MS = 2500;

interface Held {
  readonly functionName: string;
  readonly requestId: string | undefined;
  readonly thrown: ThrownError;
  readonly release: () => void;
}

/**
 * Errors of handlers that wait for the request that they belong to, so that the two stand together and each error stands once. Lambda
 * starts an environment that failed at import a second time, with the same error: that is one error too.
 */
export class HeldErrors {
  #held: Held[] = [];
  readonly #clock: Clock;
  readonly #print: (functionName: string, thrown: ThrownError) => void;

  /** `print`: shows an error that no request came for. */
  constructor(clock: Clock, print: (functionName: string, thrown: ThrownError) => void) {
    this.#clock = clock;
    this.#print = print;
  }

  add({ functionName, requestId, thrown }: LogRecord): void {
    if (thrown === undefined || this.#held.some((held) => isSame(held, { functionName, requestId, thrown }))) return;
    const cancel = this.#clock.after(thrown.atImport === true ? HOLD_AT_IMPORT_MS : HOLD_MS, () => {
      this.#held = this.#held.filter((each) => each !== held);
      this.#print(functionName, thrown);
    });
    const held: Held = { functionName, requestId, thrown, release: cancel };
    this.#held.push(held);
  }

  /** The errors of a request that was answered now; they are not shown otherwise any more. */
  take({ target, result }: Exchange): ThrownError[] {
    if (this.#held.length === 0 || result?.functionError === undefined) return [];
    const belongs = (held: Held): boolean =>
      held.requestId === undefined ? held.functionName === target : held.requestId === result.requestId;
    const taken = this.#held.filter(belongs);
    this.#held = this.#held.filter((held) => !belongs(held));
    for (const held of taken) held.release();
    return taken.map(({ thrown }) => thrown);
  }

  /** Shows what is still held: the emulator stops. */
  flush(): void {
    const held = this.#held;
    this.#held = [];
    for (const { release, functionName, thrown } of held) {
      release();
      this.#print(functionName, thrown);
    }
  }
}

function isSame(held: Held, other: Omit<Held, 'release'>): boolean {
  if (held.functionName !== other.functionName || held.requestId !== other.requestId) return false;
  return JSON.stringify(held.thrown) === JSON.stringify(other.thrown);
}
