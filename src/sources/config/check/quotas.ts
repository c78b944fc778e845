import type { Api } from '../../../model/definition/api.ts';
import type { Place } from '../shape/place.ts';

/**
 * Quotas of one API that AWS raises on request (docs/aws/http-api.md#quotas, docs/aws/rest-api.md#quotas,
 * docs/aws/websocket-api.md#quotas-and-prices), so that passing them is not an error.
 */
const ROUTES = 300;
const AUTHORIZERS = 10;

/** Not to be raised (docs/aws/http-api.md#quotas). */
const STAGE_VARIABLES = 100;

/** Says of an API where it has more of something than AWS takes. */
export function checkQuotas(api: Api, place: Place): void {
  const [things, count] = routesOf(api);
  if (count > ROUTES) warnOf(`${count} ${things}`, ROUTES, place);
  const authorizers = Object.keys(api.authorizers).length;
  if (authorizers > AUTHORIZERS) warnOf(`${authorizers} authorizers`, AUTHORIZERS, place);
  const variables = Object.keys(api.stage.variables).length;
  if (variables <= STAGE_VARIABLES) return;
  const at = place.at('stageVariables');
  at.keyError(`${at.name} has ${variables} variables; AWS takes ${STAGE_VARIABLES}, and does not raise that`);
}

/** What has a quota: the routes, or a REST API's resources, which are the paths of its methods and all that lead to them. */
function routesOf(api: Api): readonly [things: string, count: number] {
  if (api.type !== 'rest') return ['routes', api.routes.length];
  const resources = new Set(api.methods.flatMap(({ path }) => prefixesOf(path)));
  return ['resources', resources.size];
}

function prefixesOf(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '');
  return ['/', ...segments.map((_, depth) => segments.slice(0, depth + 1).join('/'))];
}

function warnOf(found: string, quota: number, place: Place): void {
  place.keyWarning(`${place.name} has ${found}; AWS takes ${quota} until the quota is raised`);
}
