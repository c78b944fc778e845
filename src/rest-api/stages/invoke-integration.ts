import type { IntegrationResult } from '../call/results.ts';
import { logIntegrationResult } from '../logs/execution-log-lines.ts';
import type { Passage } from './passage.ts';

/** Calls the backend and notes how long it took. A MOCK, which has none, answers at once. */
export function invokeIntegration(passage: Passage): Promise<void> | undefined {
  const { call } = passage;
  const startedAt = call.deployment.services.clock.now();
  call.facts.integrationStartedAt = startedAt;
  const answer = passage.request();
  if (answer instanceof Promise) return awaitAnswer(passage, answer, startedAt);
  call.facts.integrationLatency = 0;
  passage.result = answer;
  return undefined;
}

async function awaitAnswer(passage: Passage, answer: Promise<IntegrationResult>, startedAt: number): Promise<void> {
  const { call } = passage.matched;
  const { clock } = call.deployment.services;
  try {
    const result = await answer;
    call.facts.integrationLatency = clock.now() - startedAt;
    if (call.log) logIntegrationResult(call, result);
    passage.result = result;
  } catch (error) {
    call.facts.integrationLatency = clock.now() - startedAt;
    if (error instanceof Error) call.facts.integrationError ??= error.message;
    throw error;
  }
}
