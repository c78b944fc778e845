import type { TokenRequest } from '../../authorizers/index.ts';
import type { Api } from '../../model/definition/api.ts';
import type { UsagePlan } from '../../model/definition/rest-api.ts';
import type { Throttle } from '../../model/definition/stage.ts';
import { routesOf } from '../../observability/record/route-of.ts';
import { type Endpoint, Refused } from '../endpoint.ts';
import type { ConsoleServices } from '../services.ts';

export const accessEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/access',
    summary:
      'API keys with their used quota, throttles, credentials and authorizers; values of keys only where asked for',
    query: { reveal: 'true: with the values of API keys and secrets' },
    answers: { keys: 'list', credentials: 'list', throttles: 'list', authorizers: 'list' },
    handle: ({ query }, services) => accessOf(services, query['reveal'] === 'true'),
  },
  {
    method: 'POST',
    path: '/_gw/access/token',
    summary: 'A token of the local issuer',
    body: {
      subject: 'sub; local-user unless given',
      scopes: 'list',
      audience: 'list; that of the local authorizers unless given',
      claims: 'object',
      groups: 'list',
      expiresIn: 'seconds',
      cognito: 'id or access',
    },
    answers: { token: 'the token' },
    handle: ({ body }, services) => ({ token: services.mint(readTokenRequest(body, services)) }),
  },
  {
    method: 'POST',
    path: '/_gw/access/usage/reset',
    summary: 'Forget the used quota of all keys, or of one',
    body: { api: 'name of an API', key: 'name of a key' },
    answers: {},
    async handle({ body }, { usage }) {
      const { api, key } = body;
      const filter = { ...(typeof api === 'string' ? { api } : {}), ...(typeof key === 'string' ? { key } : {}) };
      if (!(await usage.reset(filter))) throw new Refused(503, 'The shared state cannot be reached.');
      return {};
    },
  },
];

async function accessOf({ model, usage, apis }: ConsoleServices, reveals: boolean): Promise<object> {
  const { credentials } = model();
  const hidden = (value: string): string => (reveals ? value : `hidden, ${value.length} characters`);
  const quotas = await usage.list();
  const usedOf = (api: string, plan: string, key: string): number | null => {
    const found = quotas.find((one) => one.api === api && one.plan === plan && one.key === key);
    return found === undefined ? 0 : (found.used ?? null);
  };
  return {
    keys: model().apis.flatMap((api) =>
      api.type === 'http'
        ? []
        : api.apiKeys.map(({ name, value, enabled }) => ({
            api: api.name,
            name,
            value: hidden(value),
            enabled,
            plans: api.usagePlans
              .filter((plan) => plan.apiKeys.includes(name))
              .map(({ name: plan, throttle, quota }) => ({
                name: plan,
                throttle,
                quota,
                used: usedOf(api.name, plan, name),
              })),
          })),
    ),
    credentials: credentials.map(({ name, accessKeyId, secretAccessKey, userArn, declaredAt }) => ({
      name,
      accessKeyId,
      secretAccessKey: hidden(secretAccessKey),
      userArn,
      position: declaredAt,
    })),
    throttles: model().apis.flatMap(throttlesOf),
    authorizers: model().apis.flatMap((api) =>
      Object.values(api.authorizers).map((one) => ({ ...one, api: api.name, position: one.declaredAt })),
    ),
    apis: apis().map(({ name }) => name),
  };
}

/** Those of the stage, of single routes, and of each key of a usage plan. */
function throttlesOf(api: Api): object[] {
  const everyMethod = api.type === 'rest' ? api.methodSettings['*/*']?.throttle : undefined;
  const limits: [on: string, throttle: Throttle | undefined][] = [
    ['stage', api.stage.throttle ?? everyMethod],
    // What every method has is the stage's.
    ...routesOf(api).map(({ routeKey, throttle }): [string, Throttle | undefined] => [
      routeKey,
      throttle === everyMethod ? undefined : throttle,
    ]),
    ...(api.type === 'http' ? [] : api.usagePlans.flatMap(planThrottles)),
  ];
  return limits.flatMap(([on, throttle]) => (throttle === undefined ? [] : [{ api: api.name, on, ...throttle }]));
}

function planThrottles({ name, throttle, methodThrottles }: UsagePlan): [on: string, throttle: Throttle | undefined][] {
  const each = `each key of ${name}`;
  return [
    [each, throttle],
    ...Object.entries(methodThrottles).map(([method, limit]): [string, Throttle] => [`${each}, ${method}`, limit]),
  ];
}

function readTokenRequest(body: Readonly<Record<string, unknown>>, { model }: ConsoleServices): TokenRequest {
  const { subject = 'local-user', claims, expiresIn, cognito } = body;
  if (typeof subject !== 'string') throw new Refused(400, '"subject" is no text.');
  if (expiresIn !== undefined && typeof expiresIn !== 'number')
    throw new Refused(400, '"expiresIn" is no number of seconds.');
  const use = cognito === 'id' || cognito === 'access' ? cognito : undefined;
  if (cognito !== use) throw new Refused(400, '"cognito" is id or access.');
  if (claims !== undefined && (typeof claims !== 'object' || claims === null))
    throw new Refused(400, '"claims" is no object.');
  const audiences = model().apis.flatMap(({ authorizers }) =>
    Object.values(authorizers).flatMap((one) => (one.type === 'jwt' && one.issuer === 'local' ? one.audience : [])),
  );
  return {
    subject,
    scopes: texts(body, 'scopes') ?? [],
    groups: texts(body, 'groups') ?? [],
    audience: texts(body, 'audience') ?? [...new Set(audiences)],
    ...(claims === undefined ? {} : { claims: { ...claims } }),
    ...(expiresIn === undefined ? {} : { expiresIn }),
    ...(use === undefined ? {} : { cognito: use }),
  };
}

function texts(body: Readonly<Record<string, unknown>>, name: string): string[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new Refused(400, `"${name}" is no list of texts.`);
}
