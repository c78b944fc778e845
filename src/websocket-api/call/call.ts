import type { RequestSource } from '../../mapping/parameters/index.ts';
import type { ClientRequest } from '../../model/http/messages.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { Authorization } from '../../authorizers/contract.ts';
import type { Drill } from '../../drills/index.ts';
import type { MappingStep } from '../../observability/mapping-step.ts';
import type { StageTrace } from '../../observability/stage-trace.ts';
import type { CloseCause } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Fault } from './fault.ts';
import type { HandshakeFacts } from './handshake-facts.ts';
import type { IntegrationOutcome } from './results.ts';
import type { Address } from '../routing/addressing.ts';
import type { RouteFacts } from '../routing/route-facts.ts';

/** One thing that happened to a connection, on its way through the stages. Each stage fills in the next part or throws a gateway error. */
export type Call = ConnectCall | MessageCall | DisconnectCall;

interface CallCommon {
  /** New for each event; the extended request id is the same (docs/aws/websocket-api.md#request-context). */
  readonly requestId: string;
  readonly connection: Connection;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The message or handshake, as expressions read it. */
  readonly source: RequestSource;
  /** `X-Amzn-Trace-Id` of this event. */
  readonly traceHeader: string;
  /** The route that was chosen. */
  route?: RouteFacts;
  outcome?: IntegrationOutcome;
  readonly record: CallRecord;
}

export interface ConnectCall extends CallCommon {
  readonly eventType: 'CONNECT';
  readonly client: ClientRequest;
  readonly facts: HandshakeFacts;
  /** Where the URL points; absent when it points at no stage of this API. */
  readonly address: Address | undefined;
  authorization?: Authorization;
}

export interface MessageCall extends CallCommon {
  readonly eventType: 'MESSAGE';
  readonly messageId: string;
  /** The text of the message, never parsed. */
  readonly body: string;
}

export interface DisconnectCall extends CallCommon {
  readonly eventType: 'DISCONNECT';
  readonly cause: CloseCause;
}

/** What the journal and the access log want to know afterwards. References only. */
export interface CallRecord {
  event?: unknown;
  result?: InvocationResult;
  /** What ran: the function's name, the backend's URL, `MOCK`. */
  target?: string;
  /** Status that the backend or the function gave. */
  integrationStatus?: number;
  /** Status of the service that carried the call: Lambda's Invoke. */
  serviceStatus?: number;
  /** Milliseconds. */
  integrationLatency?: number;
  integrationRequestId?: string;
  integrationError?: string;
  authorizerLatency?: number;
  authorizerStatus?: number;
  error?: GatewayError;
  trace?: StageTrace;
  /** What drills do to it, while there are any. */
  drill?: Drill | undefined;
  mappings?: MappingStep[];
  /** What became of the error. */
  fault?: Fault;
}
