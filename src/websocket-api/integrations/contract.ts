import type { Integration } from '../../model/definition/integration.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import type { IntegrationOutcome } from '../call/results.ts';
import type { WebSocketApi } from '../../model/definition/websocket-api.ts';
import type { WebSocketApiServices } from '../call/services.ts';

/** A route's integration, compiled once per deployment. */
export interface CompiledIntegration {
  /** For the journal: the function's name, the backend's URL, `MOCK`. */
  readonly target: string;
  /** Throws `GatewayError` for whatever the user's code, backend or templates did. */
  run(call: Call, deployment: Deployment): Promise<IntegrationOutcome>;
}

/** What compiling an integration may look at. */
export interface IntegrationSettings {
  readonly api: WebSocketApi;
  readonly services: WebSocketApiServices;
  readonly routeResponse: boolean;
}

export type IntegrationCompiler = (integration: Integration, settings: IntegrationSettings) => CompiledIntegration;
