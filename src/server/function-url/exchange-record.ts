import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import type { FaultNote } from '../../observability/fault-note.ts';
import type { ExchangeUnderWay } from '../../observability/under-way.ts';
import type { FunctionUrlEvent } from './event.ts';
import type { FunctionUrlServices } from './services.ts';

/** What is known of one request when it has been answered. */
export interface Handled {
  readonly response: ClientResponse;
  readonly event?: FunctionUrlEvent;
  readonly result?: Promise<InvocationResult>;
  /** Why the function was not asked, or not understood, for the developer. */
  readonly reason?: string;
}

/** A request that has not ended. */
export interface BegunRequest {
  readonly request: ClientRequest;
  readonly requestId: string;
  readonly startedAt: number;
  /** On the stopwatch. */
  readonly began: number;
  readonly functionName: string;
  event?: FunctionUrlEvent;
}

/** What is known of it. */
export function requestUnderWay({
  request,
  requestId,
  startedAt,
  began,
  functionName,
  event,
}: BegunRequest): ExchangeUnderWay {
  return {
    id: requestId,
    api: functionName,
    apiType: 'http',
    startedAt,
    runningMs: performance.now() - began,
    method: request.method,
    path: request.rawPath,
    ...(request.rawQuery === '' ? {} : { query: request.rawQuery }),
    routeKey: '$default',
    target: functionName,
    ...(event === undefined ? {} : { event }),
  };
}

export interface HandledRequest extends Handled {
  readonly begun: BegunRequest;
  readonly faults?: readonly FaultNote[];
}

/** Puts a request into the journal when its invocation is over: who reads the journal wants the result. */
export function record(services: Pick<FunctionUrlServices, 'clock' | 'journal'>, handled: HandledRequest): void {
  if (handled.result) void handled.result.then((result) => add(services, handled, result));
  else add(services, handled);
}

function add(
  { clock, journal }: Pick<FunctionUrlServices, 'clock' | 'journal'>,
  { begun, response, event, reason, faults }: HandledRequest,
  result?: InvocationResult,
): void {
  const { request, requestId, startedAt, functionName } = begun;
  const exchange = {
    id: requestId,
    api: functionName,
    apiType: 'http' as const,
    startedAt,
    durationMs: clock.now() - startedAt,
    method: request.method,
    path: request.rawQuery === '' ? request.rawPath : `${request.rawPath}?${request.rawQuery}`,
    routeKey: '$default',
    target: functionName,
    statusCode: response.statusCode,
    request,
    response,
    ...(event === undefined ? {} : { event }),
    ...(result === undefined ? {} : { result }),
    ...(reason === undefined ? {} : { reason }),
    ...(faults === undefined ? {} : { faults }),
  };
  journal.add(exchange, begun);
}
