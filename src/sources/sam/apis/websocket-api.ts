import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { isIntrinsic, join, ref, sub } from '../words/intrinsics.ts';
import { isGiven, isMap, picked } from '../words/values.ts';
import { isAlphanumeric } from '../logical-ids.ts';
import { addHttpDomain } from './http-domain.ts';
import { addAuthorizerPermission } from './http-auth.ts';
import { connectAuthorizer } from './websocket-auth.ts';

const OF_API = [
  'ApiKeySelectionExpression',
  'Description',
  'DisableExecuteApiEndpoint',
  'DisableSchemaValidation',
  'IpAddressType',
  'RouteSelectionExpression',
];
const OF_STAGE = ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings'];
const OF_ROUTE = [
  'ApiKeyRequired',
  'ModelSelectionExpression',
  'OperationName',
  'RequestModels',
  'RequestParameters',
  'RouteResponseSelectionExpression',
];
const LAMBDA_URI =
  'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations';

/** `AWS::Serverless::WebSocketApi` becomes a WebSocket API, a stage, and a route with its integration for each of `Routes`. */
export function transformWebSocketApi(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  for (const key of ['Auth', 'Domain', 'Routes']) {
    if (properties[key] !== undefined) properties[key] = work.resolved(properties[key]);
  }
  const { Routes: routes, Auth: auth, Domain: domain } = properties;
  checkApi(id, properties);
  const stageName = properties['StageName'] ?? 'default';
  const { DependsOn } = work.resource(id) ?? {};
  const made = { ...picked(properties, OF_API), Name: properties['Name'] ?? id, ProtocolType: 'WEBSOCKET' };
  work.add(id, id, {
    type: 'AWS::ApiGatewayV2::Api',
    properties: work.positions.copied(properties, made),
    attributes: DependsOn === undefined ? {} : { DependsOn },
  });
  addHttpDomain(work, id, domain);
  if (stageName === '$default') {
    throw new ResourceError(id, 'Stages cannot be named $default for WebSocket APIs.', ['Properties', 'StageName']);
  }
  for (const [key, route] of Object.entries(isMap(routes) ? routes : {})) {
    addRoute(work, id, key, expectMap(route, { id }, `Routes.${key}`), auth);
  }
  addStage(work, id, properties, stageName);
  if (isMap(auth) && auth['AuthType'] === 'CUSTOM' && !isGiven(auth['InvokeRole']) && isGiven(auth['AuthArn'])) {
    addAuthorizerPermission(work, id, `${id}AuthorizerPermission`, auth['AuthArn']);
  }
}

function checkApi(
  id: string,
  { Routes: routes, Auth: auth, IpAddressType: address, Domain: domain }: TemplateMap,
): void {
  if (!isGiven(routes)) {
    throw new ResourceError(id, 'WebSocket API must have at least one route.', ['Properties', 'Routes']);
  }
  if (
    address !== undefined &&
    address !== null &&
    !isIntrinsic(address) &&
    address !== 'ipv4' &&
    address !== 'dualstack'
  ) {
    throw new ResourceError(id, "IpAddressType must be 'ipv4' or 'dualstack'.", ['Properties', 'IpAddressType']);
  }
  if (isMap(domain) && isGiven(domain['MutualTlsAuthentication'])) {
    const message = 'Mutual TLS domain name association is not supported for Websocket APIs.';
    throw new ResourceError(id, message, ['Properties', 'Domain', 'MutualTlsAuthentication']);
  }
  if (isGiven(auth) && isMap(routes) && !Object.hasOwn(routes, '$connect')) {
    throw new ResourceError(id, 'Authorization is only available if there is a $connect route.', [
      'Properties',
      'Auth',
    ]);
  }
}

function addRoute(
  work: Transformation,
  api: string,
  key: string,
  route: TemplateMap,
  auth: TemplateValue | undefined,
): void {
  const path = ['Properties', 'Routes', key];
  const base = `${api}${routeWord(api, key)}`;
  const properties = { ...picked(route, OF_ROUTE), RouteKey: key, ApiId: ref(api) };
  if (isGiven(route['RequestParameters']) && key !== '$connect') {
    const message = 'Request parameters are only supported for the $connect route in WebSocket APIs.';
    throw new ResourceError(api, message, [...path, 'RequestParameters']);
  }
  const security = isGiven(auth) && isMap(auth) ? connectAuthorizer(work, api, auth, key === '$connect') : {};
  const functionArn = route['FunctionArn'];
  if (functionArn === undefined) throw new ResourceError(api, 'Route must have associated function.', path);
  const target = join('/', ['integrations', ref(`${base}Integration`)]);
  const written = work.positions.at(work.resources, [api, ...path], 'key');
  const made = work.positions.copied(route, { ...properties, ...security, Target: target });
  work.add(api, `${base}Route`, { type: 'AWS::ApiGatewayV2::Route', properties: made });
  const timeout = route['IntegrationTimeout'];
  const integration: TemplateMap = {
    ApiId: ref(api),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: sub(LAMBDA_URI, { FunctionArn: functionArn }),
    ...(timeout === undefined || timeout === null ? {} : { TimeoutInMillis: timeout }),
  };
  work.positions.set(integration, 'IntegrationUri', work.positions.of(route, 'FunctionArn'));
  work.add(api, `${base}Integration`, { type: 'AWS::ApiGatewayV2::Integration', properties: integration });
  for (const made of [`${base}Route`, `${base}Integration`]) work.positions.set(work.made, made, written);
  work.add(api, `${base}Permission`, {
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: functionArn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*/${key}`),
    },
  });
}

/** The route's part of the logical ids: `$connect` → `Connect`. */
function routeWord(api: string, key: string): string {
  const bare = ['$connect', '$disconnect', '$default'].includes(key) ? key.slice(1) : key;
  if (isAlphanumeric(bare)) return bare.charAt(0).toUpperCase() + bare.slice(1).toLowerCase();
  const message = `Route key '${key}' must be alphanumeric. Only $connect, $disconnect, and $default special routes are supported.`;
  throw new ResourceError(api, message, ['Properties', 'Routes', key]);
}

function addStage(work: Transformation, api: string, properties: TemplateMap, stageName: TemplateValue): void {
  const prefix = typeof stageName === 'string' ? stageName : '';
  const id = prefix === 'default' ? `${api}DefaultStage` : `${api}${prefix}Stage`;
  const made = { ...picked(properties, OF_STAGE), ApiId: ref(api), StageName: stageName, AutoDeploy: true };
  work.add(api, id, { type: 'AWS::ApiGatewayV2::Stage', properties: work.positions.copied(properties, made) });
  work.names.set(`${api}.Stage`, id);
}
