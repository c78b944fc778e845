import type { HttpRoute } from '../../../model/definition/http-api.ts';
import { Fields } from '../document/fields.ts';
import type { ImportContext } from '../import-context.ts';
import { readHttpIntegration } from '../integration/http-integration.ts';
import { integrationSource } from '../integration/integration-parts.ts';
import type { Operation } from '../operations.ts';
import { readRequirement } from '../security/requirements.ts';
import type { Schemes } from '../security/schemes.ts';

const DEFAULT_PATH = '/$default';

/**
 * One route (docs/aws/http-api.md#route-keys, docs/aws/http-api.md#openapi-import); `undefined` when AWS would leave it out, or when it
 * cannot be read.
 */
export function readHttpRoute(operation: Operation, schemes: Schemes, context: ImportContext): HttpRoute | undefined {
  const { place } = operation;
  const routeKey = routeKeyOf(operation, context);
  const position = place.keyPosition;
  const { authorization } = readRequirement(operation, schemes, context);
  const operationId = place.get('operationId');
  const operationName = operationId && context.texts.read(operationId);
  const source = integrationSource(operation, context);
  if (!source)
    context.problems.warning(`${routeKey} has no x-amazon-apigateway-integration: the route is omitted`, position);
  const integration = source && readHttpIntegration(source);
  return (
    integration && {
      routeKey,
      authorization,
      integration,
      ...(operationName !== undefined && { operationName }),
      ...(position && { declaredAt: position }),
    }
  );
}

/** `GET /pets/{id}`; `$default` for the path `/$default`, or for any method that says `isDefaultRoute`. */
function routeKeyOf(operation: Operation, context: ImportContext): string {
  const isDefault = new Fields(operation.place, context).flag('isDefaultRoute') ?? false;
  if (operation.path === DEFAULT_PATH || isDefault) {
    checkDefault(operation, isDefault, context);
    return '$default';
  }
  const wrong = wrongPath(operation.path);
  if (wrong)
    context.problems.error(`"${operation.path}" is not a path of a route: ${wrong}`, operation.item.keyPosition);
  else if (operation.path.includes('*')) warnOfStar(operation, context);
  return `${operation.method} ${operation.path}`;
}

function warnOfStar({ path, item }: Operation, { problems }: ImportContext): void {
  problems.warning(`a star in "${path}" stands for itself, not for any text`, item.keyPosition, STAR_HINT);
}

const STAR_HINT = 'A variable is written {name}, and the rest of a path {proxy+}.';

function checkDefault({ path, method, place }: Operation, isDefault: boolean, { problems }: ImportContext): void {
  if (method !== 'ANY' || path !== DEFAULT_PATH)
    problems.error(
      'the default route is x-amazon-apigateway-any-method of the path /$default',
      place.keyPosition,
      `Found ${method} of ${path}.`,
    );
  else if (!isDefault)
    problems.warning('AWS wants "isDefaultRoute: true" for the default route; it is taken for set', place.keyPosition);
}

function wrongPath(path: string): string | undefined {
  if (path !== '/' && path.endsWith('/')) return 'it ends with a slash';
  const parts = path.slice(1).split('/');
  const greedy = parts.findIndex((part) => part.endsWith('+}'));
  if (greedy !== -1 && greedy < parts.length - 1) return `nothing comes after the greedy variable ${parts[greedy]}`;
  const broken = parts.find((part) => /[{}]/.test(part) && !/^\{[\w.:-]+\+?\}$/.test(part));
  return broken === undefined ? undefined : `in "${broken}" a variable is not the whole part`;
}
