import type { Path } from '../model/values/paths.ts';
import { differences } from './differences.ts';
import { fieldName, type Finding, judged } from './finding.ts';
import { isVolatileMember } from './volatile-names.ts';
import { type Moments, whyVolatileValue } from './volatile-values.ts';

/** Members that name the deployment itself, which two deployments of one API do not share. */
const DEPLOYMENT = /^(?:accountId|apiId|apiKeyId|apiKey|domainName|domainPrefix|host|resourceId|deploymentId|stage)$/i;
/** Claims that are new in every token, or that name who issued it. */
const OF_TOKEN = /^(?:iss|aud|client_id|exp|iat|nbf|auth_time|jti|origin_jti|event_id)$/;
/** Members about the way from the client, which is another one. */
const CONNECTION =
  /^(?:sourceIp|protocol|connectedAt|x-forwarded-(?:for|port|proto|host)|forwarded|via|x-amz-cf-id|cloudfront-.*|sec-websocket-(?:key|version|extensions)|content-length|connection|transfer-encoding|cidr|clientCert)$/i;

/**
 * Where the event that the local function got is not the one that AWS sent. Members that name the deployment, the connection or the request
 * are volatile. `stages`: those of the two deployments, which paths may begin with.
 */
export function eventFindings(
  recorded: unknown,
  local: unknown,
  moments: Moments,
  stages: { readonly recorded: string | undefined; readonly local: string },
): Finding[] {
  return differences(recorded, local).map(({ path, before, after }) =>
    judged(fieldName('event', path), before, after, whyVolatile(path, before, after, moments, stages)),
  );
}

function whyVolatile(
  path: Path,
  before: unknown,
  after: unknown,
  moments: Moments,
  stages: { readonly recorded: string | undefined; readonly local: string },
): string | undefined {
  const name = path.findLast((part): part is string => typeof part === 'string') ?? '';
  if (/^(?:methodArn|routeArn)$/.test(name) && path.length === 1)
    return isSameArn(before, after) ? 'deployment' : undefined;
  // Parameters and members of a body may have the same names, and say something.
  if (path[0] === 'requestContext' || path.some((part) => /headers$/i.test(String(part)))) {
    if (path.includes('claims') && OF_TOKEN.test(name)) return 'token';
    if (DEPLOYMENT.test(name)) return 'deployment';
    if (CONNECTION.test(name)) return 'connection';
    if (isVolatileMember(name)) return /time|date|At$/i.test(name) ? 'time' : 'request id';
  }
  return isSamePath(before, after, stages) ? 'deployment' : whyVolatileValue(before, after, moments);
}

/** What follows the API's id and the stage is the method and path. */
function isSameArn(before: unknown, after: unknown): boolean {
  const called = (arn: unknown): string => String(arn).split('/').slice(2).join('/');
  return called(before) === called(after);
}

/** `/prod/orders` and `/dev/orders`, or `/orders` where one stage is `$default`. */
function isSamePath(
  before: unknown,
  after: unknown,
  stages: { readonly recorded: string | undefined; readonly local: string },
): boolean {
  if (typeof before !== 'string' || typeof after !== 'string' || !before.startsWith('/')) return false;
  return below(before, stages.recorded) === below(after, stages.local);
}

function below(path: string, stage: string | undefined): string {
  const prefix = `/${stage ?? ''}`;
  return stage !== undefined && (path === prefix || path.startsWith(`${prefix}/`))
    ? path.slice(prefix.length) || '/'
    : path;
}
