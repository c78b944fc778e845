import type { Api } from '../../../model/definition/api.ts';
import type { Model } from '../../../model/definition/model.ts';
import type { DescribedRequest } from '../../../recording/events/event-request.ts';

/** What stands in locally for what was deployed: an API, or a function with a URL. */
export type LocalTarget = { readonly api: Api } | { readonly functionUrl: string };

/**
 * The API of an event: one of those that are wanted (or any), of the event's type, with its id, its route, or the only one. A sentence where
 * none or several fit. `deployed`: name of the function that got the event.
 */
export function localTarget(
  model: Model,
  described: DescribedRequest,
  wanted: readonly string[],
  deployed: string | undefined,
): LocalTarget | string {
  const { apiType, apiId, route } = described;
  if (apiType === 'function-url') return functionWithUrl(model, deployed);
  const ofType = model.apis.filter(
    ({ type, name }) => type === apiType && (wanted.length === 0 || wanted.includes(name)),
  );
  const withId = ofType.filter(({ id }) => id === apiId);
  const withRoute = ofType.filter((api) => hasRoute(api, route));
  const [best] = [withId, ofType, withRoute].filter((apis) => apis.length === 1);
  const [api] = best ?? [];
  if (api !== undefined) return { api };
  const kind = { http: 'HTTP', rest: 'REST', websocket: 'WebSocket' }[apiType];
  if (ofType.length === 0) return `the definition has no ${kind} API that could get it`;
  return `several APIs could get it; name one with --api: ${ofType.map(({ name }) => name).join(', ')}`;
}

function hasRoute(api: Api, route: string): boolean {
  if (api.type !== 'rest') return api.routes.some(({ routeKey }) => routeKey === route);
  const [method, path] = route.split(' ');
  return api.methods.some((one) => one.path === path && (one.httpMethod === method || one.httpMethod === 'ANY'));
}

/** CloudFormation puts the stack before a function's name and a suffix behind it. */
function functionWithUrl({ functions }: Model, deployed = ''): LocalTarget | string {
  const names = Object.values(functions)
    .filter(({ url }) => url !== undefined)
    .map(({ name }) => name);
  const [only] =
    names.length === 1 ? names : names.filter((name) => deployed === name || deployed.split('-').includes(name));
  if (only !== undefined) return { functionUrl: only };
  return names.length === 0
    ? 'the definition has no function with a URL'
    : `several functions have a URL: ${names.join(', ')}`;
}
