import type { Canary, RestMethod } from '../model/rest-api.ts';
import type { RoutedCall } from './call.ts';
import { compileSource, gatewaySources } from './parameter-mapping.ts';

/**
 * Namespace (the resource unless configured), verb, and the values of the key parameters; a missing value is a value of its own (rest-api 8.3).
 * Canary traffic shares the entries only where it uses the stage's cache (1.9).
 */
export function compileCacheKey(method: RestMethod, canary: Canary | undefined): (call: RoutedCall) => string {
  const { integration, resourceId } = method;
  const namespace = integration.cacheNamespace ?? resourceId;
  const sources = integration.cacheKeyParameters
    .map((parameter) => integration.requestParameters[parameter] ?? parameter)
    .filter((expression) => !expression.startsWith('integration.'))
    .map((expression) => compileSource(expression, 'request'));
  return (call) => {
    const side = call.canary && !canary?.useStageCache ? 'canary' : 'stage';
    const values = sources.length === 0 ? [] : valuesOf(call, sources);
    return JSON.stringify([namespace, call.httpMethod, side, ...values]);
  };
}

function valuesOf(call: RoutedCall, sources: readonly ReturnType<typeof compileSource>[]): (readonly string[])[] {
  const from = gatewaySources(call);
  return sources.map((source) => source.values(from));
}
