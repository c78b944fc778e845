import type { RoutedCall } from '../call.ts';
import { logIntegrationResult } from '../execution-log-lines.ts';
import type { IntegrationResult, PreparedRequest } from '../integration-result.ts';

/** Calls the backend and notes how long it took. */
export async function invokeIntegration(call: RoutedCall, send: PreparedRequest): Promise<IntegrationResult> {
  const { clock } = call.deployment.services;
  const startedAt = clock.now();
  call.facts.integrationStartedAt = startedAt;
  try {
    const result = await send();
    call.facts.integrationLatency = clock.now() - startedAt;
    if (call.log && call.route.method.integration.target !== 'MOCK') logIntegrationResult(call, result);
    return result;
  } catch (error) {
    call.facts.integrationLatency = clock.now() - startedAt;
    if (error instanceof Error) call.facts.integrationError = error.message;
    throw error;
  }
}
