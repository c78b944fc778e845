import type { Integration } from '../../model/definition/integration.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import type { WebSocketApi } from '../../model/definition/websocket-api.ts';
import type { WebSocketApiServices } from '../call/services.ts';

/** What an integration came to, whichever its type. */
export interface IntegrationOutcome {
  /** Decides a handshake: 2xx accepts. Not visible to clients of messages (7.1). */
  readonly statusCode: number;
  /** What a two-way route sends back. */
  readonly body: string;
  /** `Sec-WebSocket-Protocol` of a `$connect` handler's answer. */
  readonly subprotocol?: string;
}

/** A route's integration, compiled once per deployment. */
export interface CompiledIntegration {
  /** For the journal: the function's name, the backend's URL, `MOCK`. */
  readonly target: string;
  /** Throws `GatewayError` for whatever the user's code, backend or templates did. */
  run(call: Call, deployment: Deployment): Promise<IntegrationOutcome>;
}

/** What compiling an integration may look at. */
export interface IntegrationPlace {
  readonly api: WebSocketApi;
  readonly services: WebSocketApiServices;
  readonly routeResponse: boolean;
}

export type IntegrationCompiler = (integration: Integration, place: IntegrationPlace) => CompiledIntegration;
