import type { Authorizer } from '../../../../model/definition/authorizer.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { httpAuthorizer, restAuthorizer, websocketAuthorizer } from '../../definition/authorizers.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';
import { authorizerFunction, checkSources, refuseBoth, splitSources } from './authorizer-fields.ts';
import type { ApiContext } from '../context/context.ts';
import { buildIssuer, buildJwtConfiguration } from './issuers.ts';

type HttpAuthorizer = Value<typeof httpAuthorizer>;
type RestAuthorizer = Value<typeof restAuthorizer>;
type WebSocketAuthorizer = Value<typeof websocketAuthorizer>;

/**
 * Results are kept for five minutes unless configured, as AWS's tools have it (docs/aws/http-api.md#authorizer-caching,
 * docs/aws/rest-api.md#lambda-authorizers).
 */
const DEFAULT_TTL = 300;

export function buildHttpAuthorizer(
  name: string,
  written: HttpAuthorizer,
  place: Place,
  context: ApiContext,
): Authorizer {
  const common = commonFields(name, place);
  const sources = splitSources(written.identitySource);
  const identity = place.at('identitySource');
  if (written.type === 'jwt') {
    checkSources(
      sources,
      /^\$request\.(?:header|querystring)\.\S+$/,
      '$request.header.X or $request.querystring.X',
      identity,
    );
    if (sources.length > 1) identity.error(`${identity.name} must be one source, found ${sources.length}`);
    const identitySource = sources[0] ?? '$request.header.Authorization';
    return { ...common, type: 'jwt', identitySource, ...buildJwtConfiguration(written, place) };
  }
  const allowed = /^\$(?:request\.(?:header|querystring)|context|stageVariables)\.\S+$/;
  checkSources(
    sources,
    allowed,
    '$request.header.X, $request.querystring.X, $context.X or $stageVariables.X',
    identity,
  );
  refuseBoth(place, 'simpleResponses', 'enableSimpleResponses');
  refuseBoth(place, 'payloadFormatVersion', 'authorizerPayloadFormatVersion');
  const simpleResponses = written.simpleResponses ?? written.enableSimpleResponses ?? false;
  const version = written.payloadFormatVersion ?? written.authorizerPayloadFormatVersion ?? '2.0';
  if (simpleResponses && version === '1.0') {
    place.keyError(
      `${place.name} has simple responses with payload 1.0`,
      'Simple responses need payload 2.0: leave the version out.',
    );
  }
  const ttl = ttlOf(written, place, sources.length > 0 ? DEFAULT_TTL : 0);
  if (ttl > 0 && sources.length === 0) refuseCaching(place);
  return {
    ...common,
    type: 'request',
    lambda: authorizerFunction(written, place, context),
    identitySources: sources,
    ttl,
    payloadFormatVersion: version,
    simpleResponses,
  };
}

const REST_SOURCE =
  /^(?:method\.request\.(?:header|querystring|multivalueheader|multivaluequerystring)|context|stageVariables)\.\S+$/;
const REST_HEADER = /^method\.request\.header\.\S+$/;

export function buildRestAuthorizer(
  name: string,
  written: RestAuthorizer,
  place: Place,
  context: ApiContext,
): Authorizer {
  const common = commonFields(name, place);
  const identity = place.at('identitySource');
  const ttl = ttlOf(written, place, DEFAULT_TTL);
  if (written.type === 'request') {
    const sources = splitSources(written.identitySource);
    const wanted = 'method.request.header.X, method.request.querystring.X, context.X or stageVariables.X';
    checkSources(sources, REST_SOURCE, wanted, identity);
    if (ttl > 0 && sources.length === 0) refuseCaching(place);
    const lambda = authorizerFunction(written, place, context);
    return {
      ...common,
      type: 'request',
      lambda,
      identitySources: sources,
      ttl,
      payloadFormatVersion: '1.0',
      simpleResponses: false,
    };
  }
  const identitySource = written.identitySource ?? 'method.request.header.Authorization';
  checkSources([identitySource], REST_HEADER, 'method.request.header.X', identity);
  const { identityValidationExpression } = written;
  const mistake =
    identityValidationExpression === undefined ? undefined : context.checks.pattern?.(identityValidationExpression);
  if (mistake !== undefined) {
    const at = place.at('identityValidationExpression');
    at.error(`${at.name} is not a regular expression: ${mistake}`);
  }
  const shared = {
    ...common,
    identitySource,
    ttl,
    ...(identityValidationExpression !== undefined && { identityValidationExpression }),
  };
  if (written.type === 'token')
    return { ...shared, type: 'token', lambda: authorizerFunction(written, place, context) };
  return { ...shared, type: 'cognito', userPools: userPoolsOf(written, place) };
}

export function buildWebSocketAuthorizer(
  name: string,
  written: WebSocketAuthorizer,
  place: Place,
  context: ApiContext,
): Authorizer {
  const sources = splitSources(written.identitySource);
  const wanted = 'route.request.header.X, route.request.querystring.X, context.X or stageVariables.X';
  const allowed = /^(?:route\.request\.(?:header|querystring)|context|stageVariables)\.\S+$/;
  checkSources(sources, allowed, wanted, place.at('identitySource'));
  if (written.ttl !== undefined && written.ttl > 0) {
    place
      .at('ttl')
      .warning(`${place.at('ttl').name} has no effect: WebSocket APIs ask their authorizer at every handshake`);
  }
  return {
    ...commonFields(name, place),
    type: 'request',
    lambda: authorizerFunction(written, place, context),
    identitySources: sources,
    ttl: 0,
    payloadFormatVersion: '1.0',
    simpleResponses: false,
  };
}

function commonFields(name: string, place: Place): Pick<Authorizer, 'name' | 'id' | 'declaredAt'> {
  if (name === 'iam') place.keyError(`an authorizer cannot be called "iam": on a route that means a signed request`);
  return { name, id: derivedId('authorizer', name, 6), ...place.declaredAt };
}

interface WithTtl {
  readonly ttl?: number;
  readonly authorizerResultTtlInSeconds?: number;
}

function ttlOf(written: WithTtl, place: Place, otherwise: number): number {
  refuseBoth(place, 'ttl', 'authorizerResultTtlInSeconds');
  return written.ttl ?? written.authorizerResultTtlInSeconds ?? otherwise;
}

/** Without a source there is no key to cache by; AWS refuses the combination. */
function refuseCaching(place: Place): void {
  if (place.has('identitySource')) return;
  place.keyError(
    `${place.name} caches its results but has no identitySource to distinguish callers`,
    'Add identitySource, or write ttl: 0 to ask the function every time.',
  );
}

function userPoolsOf(
  written: { readonly userPool?: string | readonly string[]; readonly providerARNs?: readonly string[] },
  place: Place,
): readonly string[] {
  refuseBoth(place, 'userPool', 'providerARNs');
  const key = written.userPool === undefined ? 'providerARNs' : 'userPool';
  const pools = written.userPool ?? written.providerARNs;
  if (pools === undefined) {
    if (!place.has('userPool') && !place.has('providerARNs')) {
      place.keyError(`${place.name} needs "userPool": an issuer URL, a user pool ARN or "local"`);
    }
    return [];
  }
  const at = place.at(key);
  if (typeof pools === 'string') return [buildIssuer(pools, at)];
  return pools.map((pool, index) => buildIssuer(pool, at.at(index)));
}
