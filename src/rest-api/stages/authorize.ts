import { MAX_ARN_BYTES } from '../../model/definition/limits.ts';
import { openToAll } from '../../authorizers/contract.ts';
import { AccessDenied } from '../../authorizers/refusals.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { RoutedCall } from '../call/call.ts';
import type { MatchedCall, Passage } from './passage.ts';
import { authorizerEvent } from '../events/event.ts';
import { STOCK_FAULTS } from '../responses/faults.ts';
import { identitySource } from '../transform/identity-source.ts';
import { methodArnOf } from '../events/method-arn.ts';

/** Asks the method's authorizer, which knows the resource policy too; nothing is awaited where neither is. */
export function authorize({ matched }: Passage): Promise<void> | undefined {
  const { authorizer, definition } = matched.method;
  const isOpen = definition.authorization.type === 'NONE' && authorizer === openToAll;
  return isOpen ? undefined : askAuthorizer(matched);
}

async function askAuthorizer({ call, method }: MatchedCall): Promise<void> {
  const { authorizer, definition } = method;
  const { clock } = call.deployment.services;
  const methodArn = methodArnOf(call);
  const isOpen = definition.authorization.type === 'NONE';
  if (!isOpen && Buffer.byteLength(methodArn) > MAX_ARN_BYTES) throw new GatewayError('URI_TOO_LONG');
  if (!isOpen) call.log?.info(`Starting authorizer for request: ${call.requestId}`);
  const startedAt = clock.now();
  try {
    call.authorization = await authorizer.authorize({
      client: call.client,
      identitySource: (expression) => identitySource(call, expression),
      methodArn,
      routeKey: method.routeKey,
      event: () => authorizerEvent(call, methodArn),
      body: () => call.sentBody,
      traceHeader: call.traceHeader,
    });
    if (isOpen) return;
    call.facts.authorizerStatus = 200;
    call.log?.info('Successfully completed authorizer execution');
  } catch (error) {
    // What a denying authorizer returned is in the log and the gateway response (docs/aws/rest-api.md#authorizer-outcomes).
    if (error instanceof AccessDenied) call.authorization = error.authorization;
    if (error instanceof GatewayError) noteRefusal(call, error);
    throw error;
  } finally {
    if (!isOpen) call.facts.authorizerLatency = clock.now() - startedAt;
  }
}

/** What the logs say of a caller that the authorizer did not let pass. */
export function noteRefusal(call: RoutedCall, error: GatewayError): void {
  call.facts.authorizerStatus = STOCK_FAULTS[error.kind].statusCode;
  call.facts.authorizerError = error.message;
  if (error.kind === 'UNAUTHORIZED') call.log?.info(`Unauthorized request: ${call.requestId}`);
  else call.log?.error(`Execution failed due to an authorizer error: ${error.message}`);
}
