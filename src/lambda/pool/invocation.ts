import type { LambdaFunction } from '../../model/definition/function.ts';
import type { FromEnvironment, InvokeMessage } from '../environment/protocol.ts';
import { isLongerThan } from '../longer-than.ts';
import type { Answer } from './answer.ts';
import { responseTooLarge } from './failures.ts';
import type { PlatformFailure } from './failures.ts';
import { LogBuffer } from './report/log-buffer.ts';
import type { PlatformLines } from './report/platform-lines.ts';
import { Report } from './report/report.ts';

/** What a call says of its event; the rest is known when it is sent. */
export type InvokeFacts = Omit<InvokeMessage, 'deadline' | 'limit' | 'ticket'>;

/** Environments that may end between events just when this one is on its way; code that ends each of them at once would keep it waiting for good. */
const MOST_MOVES = 5;

/** One accepted call: what is sent to the environment, and what is known of it until it is answered. */
export class Invocation {
  readonly requestId: string;
  readonly logs = new LogBuffer();
  /** Of the environment's init phase, when this invocation met a cold start. */
  initMs: number | undefined;
  /** Milliseconds since the epoch and on the stopwatch when an environment began with it. */
  startedAt = 0;
  startedTick = 0;
  /** The caller does not wait for its answer. */
  readonly unattended: boolean;
  readonly #message: InvokeFacts;
  readonly #answer: Answer;
  #settled = false;
  #moves = 0;

  constructor(message: InvokeFacts, answer: Answer, unattended = false) {
    this.unattended = unattended;
    this.requestId = message.requestId;
    this.#message = message;
    this.#answer = answer;
  }

  get event(): unknown {
    return this.#message.event;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** `ticket`: its number, for environments that take events ahead of their turn. */
  message(deadline: number, ticket?: number): InvokeMessage {
    return {
      kind: 'invoke',
      requestId: this.requestId,
      event: this.#message.event,
      deadline,
      arn: this.#message.arn,
      trace: this.#message.trace,
      clientContext: this.#message.clientContext,
      tenantId: this.#message.tenantId,
      tail: this.#message.tail,
      limit: this.#answer.limit,
      ticket,
    };
  }

  /** Its environment has ended before it began with it: whether another one may be tried. */
  mayMove(): boolean {
    this.#moves += 1;
    return this.#moves <= MOST_MOVES;
  }

  streamBegins(contentType: string, taken: (bytes: number) => void): void {
    this.#answer.head(this.requestId, contentType, taken);
  }

  /** False when the response became too large: the invocation has failed then. */
  streamContinues(data: Uint8Array, end: InvocationEnd): boolean {
    if (this.#settled || this.#answer.chunk(data)) return true;
    this.fail(end, responseTooLarge(this.#answer.limit));
    return false;
  }

  /** The streamed response is whole, or broke off with an error. */
  streamEnds(end: InvocationEnd, error: string | undefined): void {
    if (error !== undefined) this.handlerFailed(end, error);
    else if (!this.#settled) this.#settle(end, this.#answer.collected(), 'success', undefined, undefined);
  }

  /** The runtime answered. */
  answered(message: Extract<FromEnvironment, { kind: 'result' | 'too-large' | 'error' }>, end: InvocationEnd): void {
    const { limit } = this.#answer;
    if (message.kind === 'error') return this.handlerFailed(end, message.payload);
    if (message.kind === 'too-large' || isLongerThan(message.payload, limit)) {
      return this.fail(end, responseTooLarge(limit));
    }
    this.#settle(end, message.payload, 'success', undefined, undefined);
  }

  /** The runtime reported an error of the handler or of loading it. */
  handlerFailed(end: InvocationEnd, payload: string): void {
    this.#settle(end, payload, 'error', 'Unhandled', undefined);
  }

  /** The platform found the failure. */
  fail(end: InvocationEnd, failure: PlatformFailure): void {
    const status = failure.errorType === 'Sandbox.Timedout' ? 'timeout' : 'error';
    this.#settle(end, failure.payload, status, 'Unhandled', failure.errorType);
  }

  #settle(
    end: InvocationEnd,
    payload: string,
    status: Report['status'],
    functionError: 'Unhandled' | undefined,
    platformErrorType: string | undefined,
  ): void {
    if (this.#settled) return;
    this.#settled = true;
    const { lambda } = end;
    const report = new Report(
      {
        requestId: this.requestId,
        startedAt: this.startedAt,
        endedAt: end.at,
        durationMs: status === 'timeout' ? lambda.timeout * 1000 : Math.max(0, end.tick - this.startedTick),
        initMs: this.initMs,
        memorySizeMb: lambda.memory,
        maxMemoryUsedMb: platformErrorType === 'Runtime.OutOfMemory' ? lambda.memory : end.memoryMb,
        status,
        platformErrorType,
        timeoutSeconds: lambda.timeout,
        producedBytes: payload.length,
      },
      this.logs,
      end.log.lines,
    );
    end.log.reported(report);
    const result = { requestId: this.requestId, payload, executedVersion: '$LATEST', report };
    this.#answer.settle(functionError === undefined ? result : { ...result, functionError });
  }
}

/** What is known where an invocation ends. */
export interface InvocationEnd {
  readonly lambda: LambdaFunction;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds on the stopwatch. */
  readonly tick: number;
  readonly memoryMb: number;
  readonly log: {
    readonly lines: PlatformLines;
    /** For who wants the lines as they happen. */
    reported(report: Report): void;
  };
}
