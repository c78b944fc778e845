import type { RoutedCall } from '../call/call.ts';
import { logIntegrationResult } from '../logs/execution-log-lines.ts';
import type { Awaitable, IntegrationResult, PreparedRequest } from '../call/results.ts';

/** Calls the backend and notes how long it took. A MOCK, which has none, answers at once. */
export function invokeIntegration(call: RoutedCall, send: PreparedRequest): Awaitable<IntegrationResult> {
  const startedAt = call.deployment.services.clock.now();
  call.facts.integrationStartedAt = startedAt;
  const answer = send();
  if (answer instanceof Promise) return answered(call, answer, startedAt);
  call.facts.integrationLatency = 0;
  return answer;
}

async function answered(
  call: RoutedCall,
  answer: Promise<IntegrationResult>,
  startedAt: number,
): Promise<IntegrationResult> {
  const { clock } = call.deployment.services;
  try {
    const result = await answer;
    call.facts.integrationLatency = clock.now() - startedAt;
    if (call.log) logIntegrationResult(call, result);
    return result;
  } catch (error) {
    call.facts.integrationLatency = clock.now() - startedAt;
    if (error instanceof Error) call.facts.integrationError = error.message;
    throw error;
  }
}
