import { lambdaTargetOf } from '../../model/arn.ts';
import type { LambdaTarget } from '../../model/integration.ts';

/**
 * The function to invoke, once stage variables are in place: a variable may have brought a whole ARN, `function:name`, or a name with its
 * alias or version (http-api.md 1, 10.2).
 */
export function resolveLambdaTarget(target: LambdaTarget, substitute: (text: string) => string): LambdaTarget {
  const name = substitute(target.functionName);
  const named = lambdaTargetOf(name) ?? splitQualifier(name.replace(/^function:/, ''));
  const qualifier = target.qualifier === undefined ? named.qualifier : substitute(target.qualifier);
  return qualifier === undefined
    ? { functionName: named.functionName }
    : { functionName: named.functionName, qualifier };
}

function splitQualifier(name: string): LambdaTarget {
  const [functionName = name, qualifier] = name.split(':', 2);
  return qualifier === undefined ? { functionName } : { functionName, qualifier };
}
