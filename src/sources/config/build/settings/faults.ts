import { meansRoute } from '../../../../drills/index.ts';
import type { Api } from '../../../../model/definition/api.ts';
import {
  AUTHORIZER_FAULTS,
  FAULT_KINDS,
  type Fault,
  FUNCTION_FAULTS,
  WEBSOCKET_FAULTS,
} from '../../../../model/definition/fault.ts';
import type { Model } from '../../../../model/definition/model.ts';
import { type RouteDefinition, routesOf } from '../../../../observability/record/route-of.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import { fault } from '../../definition/faults.ts';
import { read } from '../../shape/read.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';

type WrittenFault = Value<typeof fault>;

/** What the rules of drills may name. */
export interface FaultScope {
  readonly apis: readonly Api[];
  /** Names of APIs that are defined but not served now: rules for them wait. */
  readonly otherApis: readonly string[];
  readonly functions: readonly string[];
}

/** The rules of a configuration, held against all that it defines. */
export function buildFaults(place: Place, { apis, functions }: Pick<Model, 'apis' | 'functions'>): Fault[] {
  const scope = { apis, otherApis: place.at('apis').keys, functions: Object.keys(functions) };
  const { value } = place.at('faults');
  // Read one by one: what could not be read must not move the places of those behind it.
  return (Array.isArray(value) ? value : []).flatMap((one: unknown, index) => {
    const at = place.at('faults', index);
    const written = read(fault, one, at);
    return written === undefined ? [] : [buildFault(withApiName(written, place), at, scope)];
  });
}

/** An API may be named by its key or by its `name:`. */
function withApiName(written: WrittenFault, place: Place): WrittenFault {
  const name = written.api === undefined ? undefined : place.at('apis', written.api, 'name').value;
  return typeof name === 'string' ? { ...written, api: name } : written;
}

/** A rule as it was written, held against the definition. What is wrong becomes a problem. */
export function buildFault(written: WrittenFault, place: Place, scope: FaultScope): Fault {
  const { kind, api: apiName, function: functionName } = written;
  checkSettings(written, place);
  const { apis, otherApis, functions } = scope;
  const names = [...apis.map(({ name }) => name), ...otherApis];
  if (apiName !== undefined && !names.includes(apiName)) {
    place
      .at('api')
      .error(`${place.name} names the API "${apiName}", which does not exist`, () =>
        nearestHint(apiName, names, 'APIs'),
      );
  }
  if (functionName !== undefined && !functions.includes(functionName)) {
    const hint = () => nearestHint(functionName, functions, 'functions');
    place.at('function').error(`${place.name} names the function "${functionName}", which does not exist`, hint);
  }
  const meant = apis.filter(({ name }) => apiName === undefined || name === apiName);
  if (meant.length > 0) checkReach(written, meant, place);
  return { ...written, ...place.declaredAt };

  function checkReach({ route, connection }: WrittenFault, within: readonly Api[], at: Place): void {
    if (WEBSOCKET_FAULTS.has(kind) && within.every(({ type }) => type !== 'websocket')) {
      at.at('kind').error(`${kind} needs a WebSocket API, and ${apiName ?? 'this definition'} is none`);
      return;
    }
    if (connection !== undefined && within.every(({ type }) => type !== 'websocket')) {
      at.at('connection').error(
        `${at.name} names a WebSocket connection, and ${apiName ?? 'this definition'} has none`,
      );
    }
    const all = within.flatMap(routesOf);
    const routes = route === undefined ? all : all.filter(({ routeKey }) => meansRoute(route, routeKey, verbOf(route)));
    if (route !== undefined && routes.length === 0) {
      const keys = all.map(({ routeKey }) => routeKey);
      at.at('route').error(`${at.name} names the route "${route}", which does not exist`, () =>
        nearestHint(route, keys, 'routes'),
      );
      return;
    }
    const lacks = lacking(kind, routes);
    if (lacks !== undefined && (route !== undefined || apiName !== undefined)) {
      at.at('kind').error(`${kind} needs ${lacks}, and ${[apiName, route].filter(Boolean).join(' ')} has none`);
    }
  }
}

/** What a kind needs and no route has. */
function lacking(kind: Fault['kind'], routes: readonly RouteDefinition[]): string | undefined {
  if (FUNCTION_FAULTS.has(kind) && routes.every(({ integration }) => integration?.lambda === undefined))
    return 'a function behind the route';
  if (AUTHORIZER_FAULTS.has(kind) && routes.every(({ authorization }) => authorization.type === 'NONE'))
    return 'an authorizer on the route';
  return undefined;
}

/** Settings of another kind would have no effect. */
function checkSettings(written: WrittenFault, place: Place): void {
  const { kind, share, code, jitter, milliseconds } = written;
  const taken: readonly string[] = FAULT_KINDS[kind].settings;
  for (const key of ['milliseconds', 'jitter', 'code', 'errorType', 'errorMessage'] as const) {
    if (written[key] === undefined || taken.includes(key)) continue;
    const hint = taken.length === 0 ? undefined : `It takes ${taken.join(', ')}.`;
    place.at(key).keyError(`${kind} takes no "${key}"`, hint);
  }
  if (kind === 'latency' && !place.has('milliseconds'))
    place.keyError(`${place.name} needs "milliseconds": how much later the integration answers`);
  if (share === 0)
    place.at('share').error(`${place.at('share').name} must be above 0, or the rule never does anything`);
  if (code !== undefined && code !== 1001 && code !== 1006)
    place.at('code').error(`${place.at('code').name} must be 1001 or 1006, found ${code}`);
  if (jitter !== undefined && milliseconds !== undefined && jitter > milliseconds)
    place.at('jitter').error(`${place.at('jitter').name} must not be larger than milliseconds, found ${jitter}`);
}

function verbOf(route: string): string {
  return route.split(' ', 1)[0] ?? '';
}
