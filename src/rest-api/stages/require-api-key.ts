import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { KeyVerdict } from '../../traffic/contract.ts';
import type { RoutedCall } from '../call/call.ts';
import { mask } from '../call/execution-log.ts';
import type { CompiledMethod } from '../deployment/compile-method.ts';
import type { Passage } from './passage.ts';

/**
 * Checks the API key and its usage plan where the method wants one; the authorizer may have supplied it
 * (docs/aws/rest-api-observed.md#keys-and-throttling).
 */
export function requireApiKey({ matched: { call, method } }: Passage): void | Promise<void> {
  if (!method.definition.apiKeyRequired) return logOpenMethod(call);
  const { api, services } = call.deployment;
  const { key } = method.settings(call.httpMethod);
  const value =
    api.apiKeySource === 'AUTHORIZER'
      ? call.authorization.usageIdentifierKey
      : firstHeader(call.client.headers, 'x-api-key');
  const shown = value === undefined ? '' : mask(value);
  const place = `${api.id}/${api.stage.name}`;
  call.log?.info(`Verifying Usage Plan for request: ${call.requestId}. API Key: ${shown} API Stage: ${place}`);
  const check = services.keys.check(value, key);
  if (check instanceof Promise) return check.then((verdict) => apply(verdict, value, call, method));
  return apply(check, value, call, method);
}

function apply(check: KeyVerdict, value: string | undefined, call: RoutedCall, method: CompiledMethod): void {
  const { api } = call.deployment;
  const { key } = method.settings(call.httpMethod);
  const shown = value === undefined ? '' : mask(value);
  const place = `${api.id}/${api.stage.name}`;
  switch (check.verdict) {
    case 'allowed':
      call.apiKey = { id: check.keyId, value: check.keyValue };
      call.log?.info(`Usage Plan check succeeded for API Key ${shown} and API Stage ${place}`);
      return;
    case 'throttled':
      throw new GatewayError('THROTTLED', {
        reason: `The API key's usage plan allows no further request to ${key} now`,
      });
    case 'quota-exceeded':
      throw new GatewayError('QUOTA_EXCEEDED', { reason: "The API key's quota is used up" });
    case 'unknown': {
      call.log?.error(
        `API Key ${shown} not authorized because method '${method.routeKey}' requires API Key and API Key is not associated with a Usage Plan for API Stage ${place}`,
      );
      const reason =
        value === undefined
          ? 'The request carries no API key'
          : "The API key is unknown, disabled, or in no usage plan of this API's stage";
      throw new GatewayError('INVALID_API_KEY', { reason });
    }
  }
}

/** What AWS's log says of methods without a key (docs/aws/rest-api.md#execution-logs). */
function logOpenMethod({ log, requestId, route, deployment }: RoutedCall): void {
  if (!log) return;
  const { api } = deployment;
  const place = `${api.id}/${api.stage.name}`;
  log.info(`Verifying Usage Plan for request: ${requestId}. API Key:  API Stage: ${place}`);
  log.info(
    `API Key  authorized because method '${route.method.routeKey}' does not require API Key. Request will not contribute to throttle or quota limits`,
  );
  log.info(`Usage Plan check succeeded for API Key  and API Stage ${place}`);
}
