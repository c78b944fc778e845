import { lambdaTargetOf } from './arn.ts';
import type { LambdaTarget } from '../definition/integration.ts';

/**
 * The function to invoke, once `fill` has put stage variables in place: a variable may have brought a whole ARN, `function:name`, or a name
 * with its alias or version (docs/aws/http-api.md#objects, docs/aws/http-api.md#stage-variables; docs/aws/rest-api.md#stage-variables). An
 * empty qualifier is none.
 */
export function resolveLambdaTarget(target: LambdaTarget, fill: (text: string) => string): LambdaTarget {
  const name = fill(target.functionName);
  const named = name.includes(':') ? (lambdaTargetOf(name) ?? splitQualifier(name)) : { functionName: name };
  const { functionName } = named;
  const qualifier = target.qualifier === undefined ? named.qualifier : fill(target.qualifier);
  return qualifier === undefined || qualifier === '' ? { functionName } : { functionName, qualifier };
}

function splitQualifier(text: string): LambdaTarget {
  const [functionName = '', qualifier] = text.replace(/^function:/, '').split(':', 2);
  return qualifier === undefined ? { functionName } : { functionName, qualifier };
}
