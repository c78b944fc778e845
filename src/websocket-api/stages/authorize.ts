import type { Authorization, IamIdentity } from '../../authorizers/contract.ts';
import { AccessDenied } from '../../authorizers/refusals.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { ConnectCall } from '../call/call.ts';
import type { ConnectionAuthorizer, ConnectionIdentity } from '../call/connection.ts';
import { authorizerEvent, routeArn } from '../events/authorizer-event.ts';
import type { Deployment } from '../call/deployment.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';
import { requestContext } from '../events/request-context.ts';
import { STOCK_FAULTS } from '../responses/faults.ts';
import { memberText } from '../transform/expressions.ts';

/** A handshake has none. */
const NO_BODY = Buffer.alloc(0);

/** Lambda authorizer or IAM on `$connect`: once for each connection, never cached (6). */
export async function authorize(call: ConnectCall, { deployment }: CompiledApi): Promise<void> {
  if (!call.route || call.route.authorizationType === 'NONE') return;
  const { clock } = deployment.services;
  const startedAt = clock.now();
  try {
    call.authorization = await call.route.authorizer.authorize({
      client: call.client,
      identitySource: (expression) => identitySource(expression, call, deployment),
      methodArn: routeArn(deployment, '$connect'),
      routeKey: '$connect',
      event: () => authorizerEvent(call, deployment),
      body: () => NO_BODY,
      traceHeader: call.traceHeader,
    });
    call.record.authorizerStatus = 200;
  } catch (error) {
    // The access log shows what a denying authorizer returned, as a REST API's does.
    if (error instanceof AccessDenied) remember(call, error.authorization);
    if (error instanceof GatewayError) call.record.authorizerStatus = STOCK_FAULTS[error.kind].statusCode;
    throw error;
  } finally {
    call.record.authorizerLatency = clock.now() - startedAt;
  }
  remember(call, call.authorization);
}

/**
 * `route.request.header.X`, `route.request.querystring.X`, `stageVariables.X`, `context.X` (docs/aws/websocket-api.md#identity-sources).
 */
function identitySource(expression: string, call: ConnectCall, deployment: Deployment): string | undefined {
  const after = (prefix: string): string | undefined =>
    expression.startsWith(prefix) ? expression.slice(prefix.length) : undefined;
  const header = after('route.request.header.');
  if (header !== undefined) return firstHeader(call.client.headers, header);
  const parameter = after('route.request.querystring.');
  if (parameter !== undefined) return call.source.querystring(parameter).at(-1);
  const variable = after('stageVariables.');
  if (variable !== undefined) return deployment.api.stage.variables[variable];
  const name = after('context.');
  return name === undefined ? undefined : memberText(requestContext(call, deployment, false), name);
}

function remember(call: ConnectCall, authorization: Authorization): void {
  const { connection } = call;
  if (authorization.iam) connection.identity = { ...signer(authorization.iam), ...connection.identity };
  const { principalId, context } = authorization;
  if (principalId !== undefined || context) connection.authorizer = asTexts(principalId, context ?? {});
}

/** Every later event carries these values as text (docs/aws/websocket-api.md#authorizer-result). */
function asTexts(principalId: string | undefined, context: Readonly<Record<string, unknown>>): ConnectionAuthorizer {
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)] as const);
  return { ...(principalId === undefined ? {} : { principalId }), ...Object.fromEntries(texts) };
}

function signer(iam: IamIdentity): ConnectionIdentity {
  return {
    ...(iam.principalOrgId === null ? {} : { principalOrgId: iam.principalOrgId }),
    userArn: iam.userArn,
    accountId: iam.accountId,
    caller: iam.callerId,
    accessKey: iam.accessKey,
    user: iam.userId,
  };
}
