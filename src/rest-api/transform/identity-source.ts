import { firstHeader } from '../../model/http/messages.ts';
import type { RoutedCall } from '../call/call.ts';
import { contextVariables } from './context-variables.ts';

const SOURCE = /^(method\.request\.(?:header|querystring)|stageVariables|context)\.(.+)$/;

/**
 * Value of an authorizer's identity source in REST spelling (docs/aws/rest-api.md#lambda-authorizers); `undefined` when the request does
 * not have it. Header names are compared without regard to case.
 */
export function identitySource(call: RoutedCall, expression: string): string | undefined {
  const [, kind, name = ''] = SOURCE.exec(expression.trim()) ?? [];
  switch (kind) {
    case 'method.request.header':
      return firstHeader(call.client.headers, name);
    case 'method.request.querystring':
      return call.query.get(name)?.at(-1);
    case 'stageVariables':
      return call.stageVariables[name];
    case 'context':
      return contextVariables(call)(name);
    default:
      return undefined;
  }
}
