import { BackendError } from '../../integrations/contract.ts';
import type { BackendResponse } from '../../integrations/contract.ts';
import { withinTimeout } from '../../integrations/within-timeout.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import type { BackendAnswer } from '../call/results.ts';
import { backendFailure } from '../responses/backend-failures.ts';

/** Waits for a backend within the integration's time and keeps for the record how it went. Throws `GatewayError`. */
export async function backendAnswer(
  answering: Promise<BackendResponse>,
  timeoutMs: number,
  call: Call,
  { services }: Deployment,
): Promise<BackendAnswer> {
  const startedAt = services.clock.now();
  const timeout = { ms: timeoutMs, clock: services.clock, what: call.record.target ?? 'the backend' };
  try {
    const { statusCode, headers, body } = await withinTimeout(answering, timeout);
    call.record.integrationStatus = statusCode;
    return { statusCode, headers, body: Buffer.isBuffer(body) ? body : Buffer.concat(await body.toArray()) };
  } catch (error) {
    if (error instanceof BackendError) call.record.integrationError = error.message;
    throw backendFailure(error);
  } finally {
    call.record.integrationLatency = services.clock.now() - startedAt;
  }
}
