import type { LambdaTarget, ServiceTarget } from '../definition/integration.ts';

/** `arn:aws:lambda:{region}:{account}:function:{name}[:{qualifier}]`. */
export function functionArn(region: string, accountId: string, name: string, qualifier?: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
}

/** `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{verb}/{path}`: what authorizers and policies speak of. */
export function methodArn(
  place: { readonly region: string; readonly accountId: string; readonly apiId: string; readonly stage: string },
  verb: string,
  pathWithoutSlash: string,
): string {
  return `arn:aws:execute-api:${place.region}:${place.accountId}:${place.apiId}/${place.stage}/${verb}/${pathWithoutSlash}`;
}

const LAMBDA_PATH =
  /^arn:[\w-]+:apigateway:[^:]+:lambda:path\/\/?(?:2015-03-31|2021-11-15)\/functions\/(.+?)\/(?:response-streaming-)?invocations$/;
const FUNCTION_ARN = /^arn:[\w-]+:lambda:[^:]*:[^:]*:function:([^:]+)(?::(.+))?$/;
const SERVICE = /^arn:[\w-]+:apigateway:([^:]*):(?:([\w-]+)\.)?([\w-]+):(action|path)\/(.*)$/s;

/**
 * The function that an integration or authorizer URI names: a bare function ARN or the wrapped form `…:lambda:path/…/invocations`;
 * `${stageVariables.x}` is left in place. `undefined` when the URI names no function.
 */
export function lambdaTargetOf(uri: string): LambdaTarget | undefined {
  const inner = LAMBDA_PATH.exec(uri)?.[1] ?? uri;
  // A stage variable may hold the colon of a qualifier only after substitution; inside the braces no colon occurs.
  const match = FUNCTION_ARN.exec(inner);
  if (!match?.[1]) return undefined;
  return match[2] === undefined ? { functionName: match[1] } : { functionName: match[1], qualifier: match[2] };
}

/** The AWS service that an integration URI names; `undefined` when it names none (or Lambda). */
export function serviceTargetOf(uri: string): ServiceTarget | undefined {
  const match = SERVICE.exec(uri);
  const [, region, subdomain, service, style, rest] = match ?? [];
  if (region === undefined || service === undefined || rest === undefined || service === 'lambda') return undefined;
  return {
    region,
    service,
    ...(subdomain === undefined ? {} : { subdomain }),
    ...(style === 'action' ? { action: rest } : { path: rest }),
  };
}
