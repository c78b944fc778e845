import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { clientUrl } from '../../emulator/apis/urls.ts';
import type { Api } from '../../model/definition/api.ts';
import type { RouteAuthorization } from '../../model/definition/authorizer.ts';
import type { Position } from '../../model/base/position.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { Io } from '../io.ts';
import { apiKeyLines } from '../print/api-keys.ts';
import { printProblems } from '../print/problems.ts';
import { table } from '../print/table.ts';

export interface RouteRow {
  readonly api: string;
  /** `GET /products/{id}`, `$connect`. */
  readonly route: string;
  readonly target: string;
  readonly authorizer: string;
  readonly url: string;
  /** Where it was declared, `template.yaml:12:5`; absent where nothing says. */
  readonly from?: string;
}

/** `gw-emulate routes`: every route of every API with its target, authorizer and URL. */
export async function runRoutes(
  options: DefinitionOptions & { readonly json?: boolean; readonly host?: string },
  io: Io,
): Promise<number> {
  const { model, problems, describable } = await readDefinition(options);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const rows = model.apis.flatMap((api) => rowsOf(api, options.host ?? '127.0.0.1'));
  if (options.json === true) {
    for (const row of rows) io.stdout(`${JSON.stringify(row)}\n`);
    return 0;
  }
  const lines = table([
    ['API', 'route', 'target', 'authorizer', 'URL', 'from'],
    ...rows.map((row) => [row.api, row.route, row.target, row.authorizer, row.url, row.from ?? '']),
  ]);
  const [head = '', ...rest] = lines;
  io.stdout(`${[io.paint('dim', head), ...rest].join('\n')}\n`);
  const triggers = (describable?.triggers ?? []).map(({ kind, function: name, source = '' }) => [kind, name, source]);
  if (triggers.length > 0) {
    const [triggerHead = '', ...others] = table([['trigger', 'function', 'source'], ...triggers]);
    io.stdout(`\n${[io.paint('dim', triggerHead), ...others].join('\n')}\n`);
  }
  const [keyHead, ...keys] = apiKeyLines(model);
  if (keyHead !== undefined) io.stdout(`\n${[io.paint('dim', keyHead), ...keys].join('\n')}\n`);
  return 0;
}

function rowsOf(api: Api, host: string): RouteRow[] {
  const base = clientUrl(api, host, api.port, false);
  if (api.type === 'rest') {
    return api.methods.map((method) => ({
      api: api.name,
      route: `${method.httpMethod} ${method.path}`,
      target: targetOf(method.integration),
      authorizer: authorizerOf(method.authorization, method.apiKeyRequired),
      url: base + method.path,
      ...fromOf(method),
    }));
  }
  if (api.type === 'http') {
    return api.routes.map((route) => ({
      api: api.name,
      route: route.routeKey,
      target: targetOf(route.integration),
      authorizer: authorizerOf(route.authorization, false),
      url: base + (route.routeKey.split(' ')[1] ?? ''),
      ...fromOf(route),
    }));
  }
  return api.routes.map((route) => ({
    api: api.name,
    route: route.routeKey,
    target: route.integration === undefined ? '-' : targetOf(route.integration),
    authorizer: authorizerOf(route.authorization, route.apiKeyRequired),
    url: base,
    ...fromOf(route),
  }));
}

function fromOf({ declaredAt }: { readonly declaredAt?: Position }): Pick<RouteRow, 'from'> {
  return declaredAt === undefined ? {} : { from: `${declaredAt.file}:${declaredAt.line}:${declaredAt.column}` };
}

function targetOf(integration: Integration): string {
  const { lambda, service, uri, type, integrationSubtype } = integration;
  if (lambda !== undefined)
    return lambda.qualifier === undefined ? lambda.functionName : `${lambda.functionName}:${lambda.qualifier}`;
  if (integrationSubtype !== undefined) return integrationSubtype;
  if (service !== undefined) return `${service.service}:${service.action ?? service.path ?? ''}`;
  return uri ?? type;
}

function authorizerOf(authorization: RouteAuthorization, apiKeyRequired: boolean): string {
  const parts: string[] = [];
  if (authorization.type === 'AWS_IAM') parts.push('iam');
  else if (authorization.type !== 'NONE') parts.push(authorization.authorizer);
  if ('scopes' in authorization && authorization.scopes.length > 0) parts.push(`[${authorization.scopes.join(' ')}]`);
  if (apiKeyRequired) parts.push('api key');
  return parts.length === 0 ? '-' : parts.join(' + ');
}
