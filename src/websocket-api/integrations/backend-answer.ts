import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { BackendError } from '../../integrations/contract.ts';
import type { BackendResponse } from '../../integrations/contract.ts';
import { withinTimeout } from '../../integrations/within-timeout.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';

/** What a backend said, before integration responses are chosen. */
export interface BackendAnswer {
  readonly statusCode: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Set when a Lambda function failed: the text that integration response keys are matched against. */
  readonly errorMessage?: string;
}

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
    throw unreachable(error, call);
  } finally {
    call.record.integrationLatency = services.clock.now() - startedAt;
  }
}

function unreachable(error: unknown, call: Call): unknown {
  if (!(error instanceof BackendError)) return error;
  call.record.integrationError = error.message;
  const kind = error.kind === 'timeout' ? 'INTEGRATION_TIMEOUT' : 'INTEGRATION_FAILURE';
  return new GatewayError(kind, { reason: error.message, cause: error });
}
