import { parseRestExpression } from '../../mapping/parameters/index.ts';
import type { MappingExpression } from '../../mapping/parameters/index.ts';
import type { Canary, RestMethod } from '../../model/definition/rest-api.ts';
import type { RoutedCall } from '../call/call.ts';
import { valuesOf } from '../transform/parameter-mapping.ts';
import { requestSources } from '../transform/parameter-sources.ts';

/**
 * Namespace (the resource unless configured), verb, and the values of the key parameters; a missing value is a value of its own
 * (docs/aws/rest-api.md#caching). Canary traffic shares the entries only where it uses the stage's cache (docs/aws/rest-api.md#canary).
 */
export function compileCacheKey(method: RestMethod, canary: Canary | undefined): (call: RoutedCall) => string {
  const { integration, resourceId } = method;
  const namespace = integration.cacheNamespace ?? resourceId;
  const sources = integration.cacheKeyParameters
    .map((parameter) => integration.requestParameters[parameter] ?? parameter)
    .filter((expression) => !expression.startsWith('integration.'))
    .map((expression) => parseRestExpression(expression, 'request'));
  return (call) => {
    const side = call.canary && !canary?.useStageCache ? 'canary' : 'stage';
    const values = sources.length === 0 ? [] : keyValues(call, sources);
    return JSON.stringify([namespace, call.httpMethod, side, ...values]);
  };
}

function keyValues(call: RoutedCall, keys: readonly MappingExpression[]): (readonly string[])[] {
  const sources = requestSources(call);
  return keys.map((key) => valuesOf(key.evaluate(sources)));
}
