import { isJsonObject, parseJson } from '../../model/base/json.ts';
import type { Position } from '../../model/base/position.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { Exchange } from '../exchange.ts';
import { routeOf } from './route-of.ts';
import {
  frameAround,
  keyPosition,
  outermostKeyPosition,
  type ReadSource,
  type SourceFrame,
} from './source-position.ts';

/** Why an exchange was refused or failed, and where that is written. */
export interface Refusal {
  readonly kind: GatewayErrorType;
  /** In words for the developer. */
  readonly rule: string;
  readonly position?: Position;
  readonly frame?: SourceFrame;
}

export interface SourceContext {
  readonly read: ReadSource;
  readonly functionNamed: (name: string) => LambdaFunction | undefined;
  /** A file of a stack trace as the user would type it; `undefined` for code that is not the user's. */
  readonly ownFile: (path: string) => string | undefined;
}

export function refusalOf(exchange: Exchange, context: SourceContext): Refusal | undefined {
  const { failure, reason } = exchange;
  if (failure === undefined) return undefined;
  const position = positionOf(failure, exchange, context);
  const frame = position && frameAround(position, context.read);
  return {
    kind: failure,
    rule: reason ?? failure,
    ...(position === undefined ? {} : { position }),
    ...(frame === undefined ? {} : { frame }),
  };
}

/** Keys of the configuration that can be behind a kind of failure, in the words of the sources: ours, OpenAPI's, CloudFormation's. */
const ROUTE_KEYS: Partial<Record<GatewayErrorType, readonly string[]>> = {
  UNAUTHORIZED: ['authorizer', 'security', 'Auth', 'AuthorizerId', 'authorizationType'],
  ACCESS_DENIED: ['authorizer', 'security', 'Auth', 'AuthorizerId', 'authorizationType'],
  INVALID_API_KEY: ['apiKeyRequired', 'ApiKeyRequired', 'security', 'private'],
  THROTTLED: ['throttle', 'ThrottlingRateLimit'],
  BAD_REQUEST_PARAMETERS: ['requestParameters', 'parameters', 'RequestParameters'],
  BAD_REQUEST_BODY: ['requestModels', 'requestBody', 'RequestModels', 'parameters'],
  UNSUPPORTED_MEDIA_TYPE: ['requestTemplates', 'passthroughBehavior', 'RequestTemplates'],
  INTEGRATION_TIMEOUT: ['timeoutInMillis', 'TimeoutInMillis', 'x-amazon-apigateway-integration', 'integration'],
  API_CONFIGURATION_ERROR: ['integration', 'x-amazon-apigateway-integration', 'Integration'],
};
/** A resource policy belongs to the API, or is on the outermost level of its OpenAPI document. */
const POLICY_KEYS = ['policy', 'x-amazon-apigateway-policy', 'ResourcePolicy', 'resourcePolicy', 'Policy'];
const SCOPE_KEYS = ['scopes', 'authorizationScopes', 'AuthorizationScopes', 'security'];
const API_KEYS: Partial<Record<GatewayErrorType, readonly string[]>> = {
  QUOTA_EXCEEDED: ['quota', 'Quota', 'usagePlans'],
  THROTTLED: ['throttle', 'usagePlans'],
  NOT_FOUND: ['routes', 'paths'],
  MISSING_AUTHENTICATION_TOKEN: ['routes', 'openapi', 'paths'],
  FORBIDDEN: ['stage', 'disableExecuteApiEndpoint', 'basePath'],
};

function positionOf(failure: GatewayErrorType, exchange: Exchange, context: SourceContext): Position | undefined {
  const thrownAt = exchange.result?.functionError === undefined ? undefined : stackPosition(exchange, context);
  if (thrownAt !== undefined) return thrownAt;
  const { definition, target } = exchange;
  const route = routeOf(exchange);
  const find = (block: Position | undefined, keys: readonly string[] | undefined): Position | undefined =>
    block === undefined || keys === undefined ? undefined : differing(block, keyPosition(block, keys, context.read));
  if (failure === 'ACCESS_DENIED' && exchange.reason?.includes('resource policy') === true) {
    const document = route?.declaredAt?.file;
    const inDocument = document === undefined ? undefined : outermostKeyPosition(document, POLICY_KEYS, context.read);
    const policy =
      find(definition?.declaredAt, POLICY_KEYS) ??
      inDocument ??
      find(definition?.declaredAt, ['openapi']) ??
      definition?.declaredAt;
    if (policy !== undefined) return policy;
  }
  const onRoute =
    (MAPPED.has(failure) ? find(route?.declaredAt, templateKeys(exchange)) : undefined) ??
    (exchange.reason?.includes('scope') === true ? find(route?.declaredAt, SCOPE_KEYS) : undefined) ??
    find(route?.declaredAt, ROUTE_KEYS[failure]);
  if (onRoute !== undefined) return onRoute;
  const asked = route?.authorization;
  if ((failure === 'UNAUTHORIZED' || failure === 'ACCESS_DENIED' || failure.startsWith('AUTHORIZER')) && asked) {
    const declared = 'authorizer' in asked ? definition?.authorizers[asked.authorizer]?.declaredAt : undefined;
    if (declared !== undefined) return declared;
  }
  const onApi = find(definition?.declaredAt, API_KEYS[failure]);
  const lambda = target === undefined ? undefined : context.functionNamed(target);
  const isBehind =
    failure === 'MALFORMED_PROXY_RESPONSE' || failure.startsWith('INTEGRATION') || failure === 'FUNCTION_THROTTLED';
  return onApi ?? (isBehind ? lambda?.declaredAt : undefined) ?? route?.declaredAt ?? definition?.declaredAt;
}

/** Failures that a template may be behind: what it rendered was refused, or it did not render. */
const MAPPED: ReadonlySet<GatewayErrorType> = new Set(['BAD_REQUEST_BODY', 'API_CONFIGURATION_ERROR']);

/** Of the template that was rendered last; none where the request came to no template. */
function templateKeys({ mappings = [], integrationMs }: Exchange): readonly string[] | undefined {
  if (mappings.length === 0) return undefined;
  const isWayBack = mappings.length > 1 && integrationMs !== undefined;
  return isWayBack
    ? ['responseTemplates', 'ResponseTemplates', 'response_templates']
    : ['requestTemplates', 'RequestTemplates', 'request_templates', 'template'];
}

function differing(block: Position, found: Position): Position | undefined {
  return found === block ? undefined : found;
}

/** Characters of a stack's line that names a place: a path and a function's name. */
const LONGEST_FRAME = 8 * 1024;

/** The first line of the user's own code in the stack of a function's error. */
function stackPosition({ result }: Exchange, context: SourceContext): Position | undefined {
  const payload = parseJson(result?.payload ?? '');
  const lines: unknown = isJsonObject(payload) ? (payload['trace'] ?? payload['stackTrace']) : undefined;
  if (!Array.isArray(lines)) return undefined;
  for (const line of lines) {
    // Of a message of a megabyte this expression would be looking for minutes.
    const isFrame = typeof line === 'string' && line.length <= LONGEST_FRAME;
    const found = isFrame ? /\(?(?:file:\/\/)?([^\s()]+):(\d+):(\d+)\)?$/.exec(line) : null;
    const [, path = '', row = '', column = ''] = found ?? [];
    const file = found === null ? undefined : context.ownFile(path);
    if (file !== undefined) return { file, line: Number(row), column: Number(column) };
  }
  return undefined;
}
