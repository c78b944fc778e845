import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { ApiType } from '../model/definition/api.ts';
import type { ClientRequest, ClientResponse } from '../model/http/messages.ts';

/**
 * One request that came in and what became of it. Holds references only; nothing is formatted until it is read. A WebSocket message is
 * an exchange too: its request is the event, it has no client response.
 */
export interface Exchange {
  /** The request id of the event. */
  readonly id: string;
  readonly api: string;
  readonly apiType: ApiType;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** HTTP method, or `CONNECT`, `MESSAGE`, `DISCONNECT`. */
  readonly method: string;
  /** Path as sent, or the connection id. */
  readonly path: string;
  /** Route or resource that was chosen: `GET /pets/{id}`, `$default`; absent when none was. */
  readonly routeKey?: string;
  /** What ran: the function's name, the backend's URL, `MOCK`. */
  readonly target?: string;
  readonly statusCode: number;
  /** Its body is `null` in the journal if it was not read completely, and there is no signal. */
  readonly request?: ClientRequest;
  /** Its body is `null` in the journal where it was streamed. */
  readonly response?: ClientResponse;
  /** The event that the function received. */
  readonly event?: unknown;
  readonly result?: InvocationResult;
  /** Why the gateway refused or failed, in words for the developer. */
  readonly reason?: string;
}

/** Where front ends put finished exchanges. */
export interface ExchangeSink {
  add(exchange: Exchange): void;
}
