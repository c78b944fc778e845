import type { CorsConfiguration } from '../../../../model/definition/http-api.ts';
import { integrationDefaults } from '../../../../model/definition/integration-defaults.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { GatewayResponse, RestApi, RestMethod } from '../../../../model/definition/rest-api.ts';

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * `cors:` of a REST API as people write it by hand: an OPTIONS method with a MOCK integration on every resource that has none, and headers on
 * the gateway's own answers (docs/aws/rest-api.md#cors). What functions and backends answer keeps its own headers.
 */
export function withRestCors<Api extends Pick<RestApi, 'methods' | 'gatewayResponses'>>(
  api: Api,
  cors: CorsConfiguration | undefined,
): Api {
  if (!cors) return api;
  return {
    ...api,
    methods: [...api.methods, ...preflightMethods(api.methods, cors)],
    gatewayResponses: withHeaders(api.gatewayResponses, cors),
  };
}

function preflightMethods(methods: readonly RestMethod[], cors: CorsConfiguration): RestMethod[] {
  const paths = new Map<string, string[]>();
  for (const { path, httpMethod } of methods) paths.set(path, [...(paths.get(path) ?? []), httpMethod]);
  return [...paths]
    .filter(([, verbs]) => !verbs.includes('OPTIONS'))
    .map(([path, verbs]) => preflightMethod(path, verbs, cors));
}

function preflightMethod(path: string, verbs: readonly string[], cors: CorsConfiguration): RestMethod {
  const headers = preflightHeaders(verbs, cors);
  const sources = headers.map(([name, value]) => [`method.response.header.${name}`, `'${value}'`] as const);
  const declared = headers.map(([name]) => [`method.response.header.${name}`, false] as const);
  return {
    path,
    httpMethod: 'OPTIONS',
    resourceId: derivedId('resource', path, 6),
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    integration: {
      ...integrationDefaults('rest'),
      type: 'MOCK',
      // Where every media type is binary, templates apply to what is converted to text only.
      contentHandling: 'CONVERT_TO_TEXT',
      requestTemplates: { 'application/json': '{"statusCode": 204}' },
      responses: [
        {
          statusCode: '204',
          contentHandling: 'CONVERT_TO_TEXT',
          responseParameters: Object.fromEntries(sources),
          responseTemplates: { 'application/json': originTemplate(cors) },
        },
      ],
    },
    methodResponses: { 204: { responseParameters: Object.fromEntries(declared), responseModels: {} } },
  };
}

function preflightHeaders(verbs: readonly string[], cors: CorsConfiguration): Headers {
  const { allowHeaders, maxAge } = cors;
  const methods = cors.allowMethods.length > 0 ? cors.allowMethods : ownMethods(verbs);
  const origin = soleOrigin(cors);
  return [
    ...(origin === undefined ? [] : [['Access-Control-Allow-Origin', origin] as const]),
    ['Access-Control-Allow-Methods', methods.join(',')],
    ...(allowHeaders.length === 0 ? [] : [['Access-Control-Allow-Headers', allowHeaders.join(',')] as const]),
    ...(maxAge === undefined ? [] : [['Access-Control-Max-Age', String(maxAge)] as const]),
    ...credentials(cors),
  ];
}

function ownMethods(verbs: readonly string[]): readonly string[] {
  return verbs.includes('ANY') ? ['*'] : [...verbs, 'OPTIONS'];
}

function credentials({ allowCredentials }: CorsConfiguration): Headers {
  return allowCredentials ? [['Access-Control-Allow-Credentials', 'true']] : [];
}

/** A preflight has no use for them; functions and backends send their own. */
function exposed({ exposeHeaders }: CorsConfiguration): Headers {
  return exposeHeaders.length === 0 ? [] : [['Access-Control-Expose-Headers', exposeHeaders.join(',')]];
}

/** The origin that a static header can name; `undefined` where the request's own has to be compared. */
function soleOrigin({ allowOrigins }: CorsConfiguration): string | undefined {
  if (allowOrigins.includes('*')) return '*';
  const [only, ...others] = allowOrigins;
  return others.length === 0 && only !== undefined && !only.endsWith('*') ? only : undefined;
}

/** Names the caller's origin where it is one of several. */
function originTemplate(cors: CorsConfiguration): string {
  if (soleOrigin(cors) !== undefined || cors.allowOrigins.length === 0) return '';
  const tests = cors.allowOrigins.map((origin) =>
    origin.endsWith('*') ? `$origin.startsWith("${origin.slice(0, -1)}")` : `$origin == "${origin}"`,
  );
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin || $origin == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if($origin && (${tests.join(' || ')}))`,
    '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#set($context.responseOverride.header.Vary = "Origin")',
    '#end',
  ].join('');
}

/** DEFAULT_4XX and DEFAULT_5XX, and every type that is customised: such a one does not look at the defaults. */
function withHeaders(responses: RestApi['gatewayResponses'], cors: CorsConfiguration): RestApi['gatewayResponses'] {
  // Templates of gateway responses cannot compare, so with several origins the caller's is named; the body is only the refusal.
  const origin = soleOrigin(cors);
  const headers = {
    'gatewayresponse.header.Access-Control-Allow-Origin':
      origin === undefined ? 'method.request.header.Origin' : `'${origin}'`,
    ...Object.fromEntries(
      [...credentials(cors), ...exposed(cors)].map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
    ),
  };
  const nothing: GatewayResponse = { responseParameters: {}, responseTemplates: {} };
  const all = { DEFAULT_4XX: nothing, DEFAULT_5XX: nothing, ...responses };
  return Object.fromEntries(
    Object.entries(all).map(([type, response]) => [
      type,
      { ...response, responseParameters: { ...headers, ...response.responseParameters } },
    ]),
  );
}
