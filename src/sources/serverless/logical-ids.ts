/**
 * The logical ids that the Serverless Framework compiles: people's `resources:` refer to them. As its `naming.js` has them (versions 3 and 4
 * and osls agree).
 */

/** `my-api_v2` becomes `MyDashapiUnderscorev2`: `-` and `_` have names, words keep their case. */
export function normalizedName(name: string): string {
  return upperFirst(name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore'));
}

export const functionId = (key: string): string => `${normalizedName(key)}LambdaFunction`;
export const functionUrlId = (key: string): string => `${normalizedName(key)}LambdaFunctionUrl`;
export const functionVersionId = (key: string): string => `${normalizedName(key)}LambdaVersion`;
export const functionLogGroupId = (key: string): string => `${normalizedName(key)}LogGroup`;
export const eventInvokeConfigId = (key: string): string => `${normalizedName(key)}LambdaEvConf`;
export const layerId = (key: string): string => `${normalizedName(key)}LambdaLayer`;

export const REST_API = 'ApiGatewayRestApi';
export const resourceId = (path: string): string => `ApiGatewayResource${normalizedPath(path)}`;
export const methodId = (path: string, method: string): string =>
  `ApiGatewayMethod${normalizedPath(path)}${upperFirst(method.toLowerCase())}`;
export const authorizerId = (name: string): string => `${normalizedName(name)}ApiGatewayAuthorizer`;
export const validatorId = (service: string): string => `ApiGateway${alphanumeric(service)}RequestValidator`;
export const modelId = (key: string): string => `ApiGateway${upperFirst(camelCase(key))}Model`;
export const methodModelId = (path: string, method: string, contentType: string): string =>
  `${methodId(path, method)}${words(contentType).map(upperFirst).join('')}Model`;
export const apiKeyId = (number: number, plan?: string): string =>
  `ApiGatewayApiKey${plan === undefined ? '' : upperFirst(plan)}${number}`;
export const usagePlanId = (plan?: string): string =>
  `ApiGatewayUsagePlan${plan === undefined ? '' : upperFirst(plan)}`;
export const usagePlanKeyId = (number: number, plan?: string): string =>
  `ApiGatewayUsagePlanKey${plan === undefined ? '' : upperFirst(plan)}${number}`;

export const HTTP_API = 'HttpApi';
export const httpIntegrationId = (key: string): string => `HttpApiIntegration${normalizedName(key)}`;
export const httpRouteId = (routeKey: string): string =>
  routeKey === '$default' ? 'HttpApiRouteDefault' : `HttpApiRoute${normalizedPath(routeKey)}`;
export const httpAuthorizerId = (name: string): string => `HttpApiAuthorizer${normalizedName(name)}`;

export const WEBSOCKET_API = 'WebsocketsApi';
export const websocketIntegrationId = (key: string): string => `${normalizedName(key)}WebsocketsIntegration`;
export const websocketRouteId = (route: string): string => `${normalizedRoute(route)}WebsocketsRoute`;
export const websocketAuthorizerId = (name: string): string => `${normalizedName(name)}WebsocketsAuthorizer`;

/** `ScheduleEvents` and the like: of everything but letters and digits nothing is left. */
export function alphanumeric(name: string): string {
  return upperFirst(name.replace(/[^0-9A-Za-z]/g, ''));
}

function normalizedPath(path: string): string {
  return path.split('/').map(normalizedPathPart).join('');
}

function normalizedPathPart(part: string): string {
  const name = part
    .toLowerCase()
    .replaceAll('-', 'Dash')
    .replace(/\{(.*)\}/g, '$1Var');
  return upperFirst(name.replace(/[^0-9A-Za-z]/g, ''));
}

function normalizedRoute(route: string): string {
  return route
    .replaceAll('$', 'S')
    .replaceAll('/', 'Slash')
    .replaceAll('-', 'Dash')
    .replaceAll('_', 'Underscore')
    .replaceAll('.', 'Period');
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function camelCase(text: string): string {
  const [first = '', ...rest] = words(text).map((word) => word.toLowerCase());
  return first + rest.map(upperFirst).join('');
}

function words(text: string): readonly string[] {
  return text.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g) ?? [];
}
