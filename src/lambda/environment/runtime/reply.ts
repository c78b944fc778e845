import { getHeapStatistics } from 'node:v8';
import { FunctionFailure } from '../../function-failure.ts';
import { isLongerThan } from '../../longer-than.ts';
import type { FromEnvironment, HostPort, InvokeMessage } from '../protocol.ts';
import { errorObject } from './errors/error-object.ts';
import type { Generation } from './generation.ts';
import type { Log } from './log.ts';

/** Taken before any handler can put another in its place. */
const { setImmediate } = globalThis;

/** What replies of an environment share. */
export interface ReplyServices {
  readonly port: HostPort;
  readonly log: Log;
  readonly generation: Generation;
  /** The environment can begin the next event. */
  readonly ended: () => void;
}

/** How an invocation answers, once. */
export class Reply {
  readonly #services: ReplyServices;
  readonly #limit: number;
  readonly #tail: boolean;
  readonly #began = performance.now();
  #open = true;
  #pending: FromEnvironment | undefined;

  constructor(services: ReplyServices, { limit, tail = false }: Pick<InvokeMessage, 'limit' | 'tail'>) {
    this.#services = services;
    this.#limit = limit;
    this.#tail = tail;
  }

  /** False when the answer has been given. */
  get open(): boolean {
    return this.#open;
  }

  /** Sends a result. Throws, and stays open, when it cannot be serialised. */
  result(value: unknown): void {
    const payload = serialised(value, this.#services.generation);
    if (!this.#open) return;
    this.#open = false;
    const now = performance.now();
    const took = now - this.#began;
    if (isLongerThan(payload, this.#limit)) return this.#free({ kind: 'too-large', memory: memoryMb(now, took) });
    this.#free({ kind: 'result', payload, memory: memoryMb(now, took), took });
  }

  /** Sends a failure; `ending` says that the environment is about to exit. */
  failure(thrown: unknown, ending = false): void {
    if (!this.#open) return;
    this.#open = false;
    this.#free({
      kind: 'error',
      ...failurePayload(thrown, this.#services.generation),
      ending,
      memory: memoryMb(performance.now()),
    });
  }

  /** A streamed response came to its end, or broke off. */
  streamEnded(thrown?: { readonly reason: unknown }): void {
    if (!this.#open) return;
    this.#open = false;
    this.#services.log.flush();
    this.#services.port.post(
      thrown === undefined
        ? { kind: 'end' }
        : { kind: 'end', error: failurePayload(thrown.reason, this.#services.generation) },
    );
  }

  /** After a streamed response: ready for the next event. */
  next(): void {
    this.#free({ kind: 'next', memory: memoryMb(performance.now()) });
  }

  /** Sends the answer that still waits for the end of its turn, where one does: the environment is about to exit. */
  send(): void {
    const message = this.#pending;
    if (message === undefined) return;
    this.#pending = undefined;
    const { port, log, ended } = this.#services;
    log.flush();
    port.post(message);
    ended();
  }

  /** From here on the environment waits for the next event. */
  #free(message: FromEnvironment): void {
    this.#services.port.keepAlive(true);
    this.#pending = message;
    // docs/aws/lambda.md#invoke-api: the log that comes along holds what this turn of the event loop still logs.
    if (this.#tail) setImmediate(() => this.send());
    else this.send();
  }
}

/** The JSON text of an error object, with its type. */
export function failurePayload(
  thrown: unknown,
  generation: Generation,
): { readonly payload: string; readonly errorType: string } {
  const error = errorObject(thrown, generation);
  return { payload: JSON.stringify(error), errorType: error.errorType };
}

/** docs/aws/lambda.md#serialisation. What has no JSON (a function, a symbol) is refused by the native part of AWS's client. */
function serialised(value: unknown, generation: Generation): string {
  const text = json(value === undefined ? null : value, generation);
  if (text === undefined) throw new TypeError('Wrong arguments');
  return text;
}

function json(value: unknown, generation: Generation): string | undefined {
  try {
    // More than the type says: a function and a symbol have none.
    const text: string | undefined = JSON.stringify(value);
    return text;
  } catch (cause) {
    const message = 'Unable to stringify response body';
    // The payload does not show the cause, as on AWS; the terminal does.
    throw generation === 3 ? new Error(message, { cause }) : new FunctionFailure('Runtime.JSONStringifyError', message);
  }
}

/** Reading heap statistics costs more than a small invocation; a sample now and then shows the growth. */
const SAMPLE_EVERY_MS = 200;
/** An event that took so long may have taken memory too, and the sample costs it nothing. */
const WORTH_A_SAMPLE_MS = 10;
let sampledAt = Number.NEGATIVE_INFINITY;
let sample = 0;

function memoryMb(now: number, took = 0): number {
  if (now - sampledAt < SAMPLE_EVERY_MS && took < WORTH_A_SAMPLE_MS) return sample;
  sampledAt = now;
  const heap = getHeapStatistics();
  sample = Math.ceil((heap.total_physical_size + heap.external_memory + heap.malloced_memory) / (1024 * 1024));
  return sample;
}
