import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { KeyVerdict } from '../../traffic/contract.ts';
import type { ConnectCall } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/** The key in the `x-api-key` header, asked for before the authorizer runs (docs/aws/websocket-api.md#life-cycle). */
export function requireApiKeyFromHeader(call: ConnectCall, { deployment }: CompiledApi): void | Promise<void> {
  if (!call.route?.apiKeyRequired || keyComesFromAuthorizer(deployment)) return undefined;
  return checkKey(firstHeader(call.client.headers, 'x-api-key'), call, deployment);
}

/** The key that the authorizer returned as `usageIdentifierKey`. */
export function requireApiKeyFromAuthorizer(call: ConnectCall, { deployment }: CompiledApi): void | Promise<void> {
  if (!call.route?.apiKeyRequired || !keyComesFromAuthorizer(deployment)) return undefined;
  return checkKey(call.authorization?.usageIdentifierKey, call, deployment);
}

function keyComesFromAuthorizer({ api }: Deployment): boolean {
  return api.apiKeySelectionExpression === '$context.authorizer.usageIdentifierKey';
}

function checkKey(key: string | undefined, call: ConnectCall, { services }: Deployment): void | Promise<void> {
  const answer = services.keys.check(key, '$connect');
  if (answer instanceof Promise) return answer.then((verdict) => apply(verdict, key, call));
  return apply(answer, key, call);
}

function apply(answer: KeyVerdict, key: string | undefined, call: ConnectCall): void {
  switch (answer.verdict) {
    case 'allowed':
      call.connection.identity = { apiKey: answer.keyValue, apiKeyId: answer.keyId, ...call.connection.identity };
      return;
    case 'unknown':
      throw new GatewayError('INVALID_API_KEY', {
        reason: key === undefined ? 'no API key was sent' : 'the API key belongs to no usage plan of this stage',
      });
    case 'throttled':
      throw new GatewayError('THROTTLED', { reason: "the API key's usage plan has no token left" });
    case 'quota-exceeded':
      throw new GatewayError('QUOTA_EXCEEDED', { reason: "the API key's quota is used up" });
  }
}
