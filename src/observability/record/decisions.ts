import type { RouteAuthorization } from '../../model/definition/authorizer.ts';
import type { Exchange } from '../exchange.ts';
import { routeOf } from './route-of.ts';

/** What a stage decided, in a few words for a person. */
export function decisionOf(stage: string, exchange: Exchange, refused: boolean): string {
  if (refused) return exchange.reason ?? exchange.failure ?? '';
  const decision = DECISIONS[stage]?.(exchange) ?? '';
  const drilled = drillDecision(stage, exchange);
  return decision !== '' && drilled !== '' ? `${decision}; ${drilled}` : `${decision}${drilled}`;
}

/** What drills did at that stage. */
function drillDecision(stage: string, { faults = [] }: Exchange): string {
  const here = faults.filter((note) => note.stage === stage);
  return here.map(({ id, kind, effect }) => `drill ${id} (${kind}): ${effect}`).join('; ');
}

const DECISIONS: Readonly<Record<string, (exchange: Exchange) => string>> = {
  request: ({ request }) => (Buffer.isBuffer(request?.body) ? `body of ${bytes(request.body.length)}` : 'no body'),
  preflight: ({ method, routeKey, statusCode }) =>
    method === 'OPTIONS' && routeKey === undefined && statusCode === 204
      ? 'answered by the CORS configuration'
      : 'no preflight',
  route: ({ routeKey }) => routeKey ?? '',
  authorizer: authorizerDecision,
  apiKey: (exchange) => (exchange.apiKeyId === undefined ? 'no key required' : `key ${exchange.apiKeyId}`),
  throttle: throttleDecision,
  validation: validationDecision,
  cache: ({ cache }) => (cache === undefined ? 'off' : cache === 'hit' ? 'hit: answered from the cache' : 'miss'),
  integrationRequest: ({ mappings, event }) =>
    mappings === undefined || mappings.length === 0
      ? typeof event === 'object' && event !== null
        ? 'proxy event'
        : 'passed through'
      : 'template rendered',
  integration: integrationDecision,
  integrationResponse: ({ mappings }) => ((mappings?.length ?? 0) > 1 ? 'template rendered' : 'passed on'),
  reply: (exchange) => (routeOf(exchange)?.routeResponse === true ? 'route response' : 'one-way route'),
  response: ({ statusCode, responseBytes }) =>
    responseBytes === undefined ? String(statusCode) : `${statusCode}, ${bytes(responseBytes)}`,
};

function authorizerDecision(exchange: Exchange): string {
  const { authorization } = exchange;
  const asked = routeOf(exchange)?.authorization ?? { type: 'NONE' };
  if (asked.type === 'NONE') return 'open to all';
  const who = authorization?.principalId ?? authorization?.claims?.['sub'] ?? authorization?.iam?.userArn;
  const scopes = authorization?.scopes ? `, ${authorization.scopes.join(' ')}` : '';
  const cached = asked.type === 'CUSTOM' ? `; ${authorization?.fromCache === true ? 'cached' : 'not cached'}` : '';
  return `${authorizerName(asked)}${who === undefined ? '' : `: ${who}${scopes}`}${cached}`;
}

/** How a route's authorization is called: the authorizer's name, or IAM. */
export function authorizerName(asked: RouteAuthorization): string {
  if (asked.type === 'NONE') return 'none';
  if (asked.type === 'AWS_IAM') return 'IAM';
  const kind = asked.type === 'CUSTOM' ? 'Lambda' : asked.type === 'JWT' ? 'JWT' : 'Cognito';
  return `${asked.authorizer} (${kind})`;
}

function throttleDecision(exchange: Exchange): string {
  const { definition } = exchange;
  const limit = routeOf(exchange)?.throttle ?? definition?.stage.throttle;
  if (limit?.rate === undefined && limit?.burst === undefined) return 'no limit of its own';
  return `${limit.rate ?? '∞'} a second, burst ${limit.burst ?? '∞'}`;
}

function validationDecision(exchange: Exchange): string {
  const checks = routeOf(exchange)?.validates;
  return checks === undefined || checks.length === 0 ? 'nothing to validate' : `${checks.join(' and ')} valid`;
}

function integrationDecision({ target, result, integrationMs }: Exchange): string {
  const outcome = result?.functionError === undefined ? '' : `: ${result.report.status}`;
  const took = result === undefined && integrationMs !== undefined ? ` in ${integrationMs} ms` : '';
  return `${target ?? 'none'}${outcome}${took}`;
}

function bytes(count: number): string {
  return count < 1024 ? `${count} B` : `${(count / 1024).toFixed(1)} kB`;
}
