import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { Api, ApiType } from '../model/definition/api.ts';
import type { GatewayErrorType } from '../model/http/gateway-error.ts';
import type { ClientRequest, ClientResponse } from '../model/http/messages.ts';
import type { FaultNote } from './fault-note.ts';
import type { MappingStep } from './mapping-step.ts';
import type { StageTrace } from './stage-trace.ts';
import type { ReadUnderWay } from './under-way.ts';

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
  /** The kind of failure behind `reason`. */
  readonly failure?: GatewayErrorType;
  /** The definition that was served then. */
  readonly definition?: Api;
  readonly trace?: StageTrace;
  /** What the authorizer said of the caller; absent on open routes. */
  readonly authorization?: AuthorizationNote;
  /** How a REST method with a cache was answered. */
  readonly cache?: 'hit' | 'miss';
  readonly apiKeyId?: string;
  readonly mappings?: readonly MappingStep[];
  /** Milliseconds that the backend took. */
  readonly integrationMs?: number;
  /** Bytes of the response's body. */
  readonly responseBytes?: number;
  /** WebSocket APIs. */
  readonly connection?: { readonly id: string; readonly connectedAt: number };
  /** WebSocket APIs: the text of the message. */
  readonly message?: string;
  /** What drills did to it; absent where none did. */
  readonly faults?: readonly FaultNote[];
}

/** As much of an authorizer's result as the record shows. */
export interface AuthorizationNote {
  readonly principalId?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[] | null;
  readonly iam?: { readonly userArn: string; readonly accessKey: string };
  readonly fromCache?: boolean;
  /** Of a refusal: the policy that the authorizer returned, or its `isAuthorized`. */
  readonly policy?: unknown;
}

/** One message on its way to a WebSocket client, from whichever sender. */
export interface SentMessage {
  readonly connectionId: string;
  readonly api: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** Where front ends put finished exchanges. */
export interface ExchangeSink {
  /**
   * Takes the exchange over, as it is then held: see `request` and `response`. `call`: what was announced by `begun`, and has ended.
   */
  add(exchange: Exchange, call?: object): void;
  /** A call has begun. */
  begun?<Call extends object>(call: Call, read: ReadUnderWay<Call>): void;
  /** A call has ended that will be no exchange: a defect of the emulator's own. */
  lost?(call: object): void;
  /** A message was sent to a WebSocket client. */
  sent?(message: SentMessage): void;
  /** A drill touched a WebSocket connection after its handshake. */
  touched?(connectionId: string, notes: readonly FaultNote[]): void;
}
