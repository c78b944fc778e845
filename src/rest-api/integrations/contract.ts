import type { RoutedCall } from '../call/call.ts';
import type { Awaitable, IntegrationResult, MethodResponse } from '../call/results.ts';

/** An integration of one method, compiled. */
export interface CompiledIntegration {
  /** For the journal: the function's name, the backend's URL, `MOCK`. */
  readonly target: string;
  readonly streams: boolean;
  /** Decides everything about the call to the backend. Refusals are thrown before anything is sent. */
  mapRequest(call: RoutedCall): PreparedRequest;
  /** Turns what came back into the method's answer. */
  mapResponse(call: RoutedCall, result: IntegrationResult): Awaitable<MethodResponse>;
}

/** Sends the request that was decided. Throws nothing where it returns no promise. */
export type PreparedRequest = () => Awaitable<IntegrationResult>;
