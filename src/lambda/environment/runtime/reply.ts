import { getHeapStatistics } from 'node:v8';
import { FunctionFailure } from '../../function-failure.ts';
import type { HostPort } from '../protocol.ts';
import { errorObject } from './error-object.ts';
import type { Generation } from './generation.ts';
import type { Log } from './log.ts';

/** How an invocation answers, once. */
export interface Reply {
  /** False when the answer has been given. */
  readonly open: boolean;
  /** Sends a result. Throws, and stays open, when it cannot be serialised. */
  result(value: unknown): void;
  /** Sends a failure; `ending` says that the environment is about to exit. */
  failure(thrown: unknown, ending?: boolean): void;
  /** A streamed response came to its end, or broke off. */
  streamEnded(thrown?: { readonly reason: unknown }): void;
  /** After a streamed response: ready for the next event. */
  next(): void;
}

export function replyTo(port: HostPort, log: Log, generation: Generation, whenAnswered: () => void): Reply {
  let open = true;
  const close = (): void => {
    open = false;
    log.flush();
    whenAnswered();
  };
  return {
    get open() {
      return open;
    },
    result(value) {
      const payload = serialised(value, generation);
      if (!open) return;
      close();
      port.post({ kind: 'result', payload, memory: memoryMb() });
    },
    failure(thrown, ending = false) {
      if (!open) return;
      close();
      port.post({ kind: 'error', ...failurePayload(thrown), ending, memory: memoryMb() });
    },
    streamEnded(thrown) {
      if (!open) return;
      open = false;
      log.flush();
      port.post(thrown === undefined ? { kind: 'end' } : { kind: 'end', error: failurePayload(thrown.reason) });
    },
    next() {
      whenAnswered();
      port.post({ kind: 'next', memory: memoryMb() });
    },
  };
}

/** The JSON text of an error object, with its type. */
export function failurePayload(thrown: unknown): { readonly payload: string; readonly errorType: string } {
  const error = errorObject(thrown);
  return { payload: JSON.stringify(error), errorType: error.errorType };
}

/** lambda.md 6.1. A function has no JSON; its result is `null`. */
function serialised(value: unknown, generation: Generation): string {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text ?? 'null';
  } catch {
    const message = 'Unable to stringify response body';
    throw generation === 3 ? new Error(message) : new FunctionFailure('Runtime.JSONStringifyError', message);
  }
}

/** Reading heap statistics costs more than a small invocation; a sample now and then shows the growth. */
const SAMPLE_EVERY_MS = 200;
let sampledAt = Number.NEGATIVE_INFINITY;
let sample = 0;

function memoryMb(): number {
  const now = performance.now();
  if (now - sampledAt < SAMPLE_EVERY_MS) return sample;
  sampledAt = now;
  const heap = getHeapStatistics();
  sample = Math.ceil((heap.total_physical_size + heap.external_memory + heap.malloced_memory) / (1024 * 1024));
  return sample;
}
