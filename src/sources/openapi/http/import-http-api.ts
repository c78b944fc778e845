import type { HttpApi } from '../../../model/definition/http-api.ts';
import { CONFLICT_HINT, conflictingRoutes, conflictMessage } from '../../problems/conflicting-routes.ts';
import { Problems } from '../../problems/problems.ts';
import { describeValue } from '../document/resolved-texts.ts';
import { distinct, type ImportContext } from '../import-context.ts';
import type { Imported, OpenApiInput, OpenApiOptions } from '../options.ts';
import { operationsOf } from '../operations.ts';
import { openDocument } from '../read-document.ts';
import { readEndpoint } from '../rest/settings.ts';
import { authorizersOf, readSchemes } from '../security/schemes.ts';
import { readCors } from './cors.ts';
import { sayWhatHttpApisLack } from './ignored-parts.ts';
import { readHttpRoute } from './route.ts';

/** Everything of an HTTP API that a document can define. */
export type HttpApiDefinition = Pick<HttpApi, 'type' | 'cors' | 'authorizers' | 'routes' | 'disableExecuteApiEndpoint'>;

/**
 * Reads an HTTP API from OpenAPI 3.0, YAML or JSON (docs/aws/http-api.md#openapi-import). Never throws for what a document holds: the
 * problems say what AWS would refuse (errors), ignore (warnings) or has no use for (infos).
 */
export function importHttpApi(input: OpenApiInput, options: OpenApiOptions): Imported<HttpApiDefinition> {
  const { context, problems, library } = openDocument('http', input, options);
  if (!context) return { definition: emptyHttpApi, problems: distinct(problems.list), files: library.files };
  const cors = readCors(context);
  const { disableExecuteApiEndpoint = false } = readEndpoint(context);
  checkExportVersion(context);
  const schemes = readSchemes(context);
  const routes = operationsOf(context).flatMap((operation) => readHttpRoute(operation, schemes, context) ?? []);
  checkRouteKeys(routes, problems);
  sayWhatHttpApisLack(context);
  const title = context.root.get('info')?.get('title')?.value;
  return {
    definition: {
      type: 'http',
      ...(cors && { cors }),
      authorizers: authorizersOf(schemes),
      routes,
      disableExecuteApiEndpoint,
    },
    ...(typeof title === 'string' && { title }),
    problems: distinct(problems.list),
    files: library.files,
  };
}

/** One API out of several documents: a route of a later one replaces a route of the same key. */
export function importHttpApiFrom(
  inputs: readonly OpenApiInput[],
  options: OpenApiOptions,
): Imported<HttpApiDefinition> {
  let definition = emptyHttpApi;
  const problems = new Problems();
  const files = new Set<string>();
  let title: string | undefined;
  for (const input of inputs) {
    const imported = importHttpApi(input, options);
    definition = merge(definition, imported.definition);
    problems.addAll(imported.problems);
    for (const file of imported.files) files.add(file);
    title ??= imported.title;
  }
  return { definition, ...(title !== undefined && { title }), problems: distinct(problems.list), files: [...files] };
}

const emptyHttpApi: HttpApiDefinition = {
  type: 'http',
  authorizers: {},
  routes: [],
  disableExecuteApiEndpoint: false,
};

function merge(current: HttpApiDefinition, further: HttpApiDefinition): HttpApiDefinition {
  const routes = new Map(current.routes.map((route) => [route.routeKey, route]));
  for (const route of further.routes) routes.set(route.routeKey, route);
  return {
    ...current,
    ...further,
    authorizers: { ...current.authorizers, ...further.authorizers },
    routes: [...routes.values()],
    disableExecuteApiEndpoint: current.disableExecuteApiEndpoint || further.disableExecuteApiEndpoint,
  };
}

function checkExportVersion({ root, problems }: ImportContext): void {
  const version = root.getAnyCase('x-amazon-apigateway-importexport-version');
  if (!version || /^1(?:\.0)?$/.test(version.scalarText)) return;
  const found = describeValue(version.value);
  problems.error(`x-amazon-apigateway-importexport-version must be "1.0", found ${found}`, version.position);
}

function checkRouteKeys(routes: HttpApiDefinition['routes'], problems: Problems): void {
  const seen = new Set<string>();
  for (const { routeKey, declaredAt } of routes) {
    if (seen.has(routeKey)) problems.error(`the route ${routeKey} stands twice in the document`, declaredAt);
    seen.add(routeKey);
  }
  for (const conflict of conflictingRoutes(routes))
    problems.error(conflictMessage(conflict), conflict.route.declaredAt, CONFLICT_HINT);
}
