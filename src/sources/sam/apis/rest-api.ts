import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { addCorsMethods } from '../definition/cors.ts';
import { isRestDocument, keepVersionText } from '../definition/documents.ts';
import { checkPathItems } from '../definition/path-items.ts';
import { finishRestDocument } from '../definition/postprocess.ts';
import { hashOf, isAlphanumeric } from '../logical-ids.ts';
import { ResourceError, TemplateError } from '../words/errors.ts';
import { isIntrinsic, ref } from '../words/intrinsics.ts';
import { isGiven, isMap, picked, shown } from '../words/values.ts';
import { definitionLocation } from './definition-location.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { addRestAuth } from './rest-auth.ts';
import { addRestDomain } from './rest-domain.ts';
import { addModels } from './rest-models.ts';
import { addUsagePlan, type SharedUsagePlan } from './usage-plans.ts';

const CORS_KEYS = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];

/** Properties that a REST API or its stage has under the same name. */
const OF_API = [
  'Name',
  'Description',
  'Mode',
  'ApiKeySourceType',
  'Policy',
  'FailOnWarnings',
  'MinimumCompressionSize',
];
const OF_STAGE = [
  'CacheClusterEnabled',
  'CacheClusterSize',
  'Variables',
  'MethodSettings',
  'AccessLogSetting',
  'CanarySetting',
  'TracingEnabled',
];

/** `AWS::Serverless::Api` becomes a REST API with its document, a deployment, a stage, and what `Auth` and `Domain` ask for. */
export function transformRestApi(work: Transformation, id: string, shared: SharedUsagePlan): void {
  const properties = work.propertiesOf(id);
  for (const key of ['BinaryMediaTypes', 'Domain', 'Auth']) {
    if (properties[key] !== undefined) properties[key] = work.resolved(properties[key]);
  }
  keepVersionText(properties['DefinitionBody'], work.positions);
  checkDefinition(id, properties);
  const stage = properties['StageName'] ?? null;
  addCors(id, properties);
  const auth = properties['Auth'];
  if (isGiven(auth) && isMap(auth)) addRestAuth(work, id, auth, stage);
  const responses = properties['GatewayResponses'];
  if (isGiven(responses) && isMap(responses)) addGatewayResponses(id, responses, properties['DefinitionBody']);
  addModels(id, properties);
  setDisabledEndpoint(id, properties);
  const stageId = addApiAndStage(work, id, properties);
  addRestDomain(work, id, properties['Domain']);
  if (isMap(auth)) addUsagePlan(work, id, auth['UsagePlan'], stageId, shared);
}

function addApiAndStage(work: Transformation, id: string, properties: TemplateMap): string {
  const body = properties['DefinitionBody'];
  const made = work.positions.copied(properties, picked(properties, OF_API));
  if (isGiven(properties['BinaryMediaTypes'])) made['BinaryMediaTypes'] = withSlashes(properties['BinaryMediaTypes']);
  addEndpoint(id, properties['EndpointConfiguration'], made);
  if (isGiven(properties['DefinitionUri'])) {
    made['BodyS3Location'] = definitionLocation(id, properties['DefinitionUri']);
    work.positions.set(made, 'BodyS3Location', work.positions.of(properties, 'DefinitionUri'));
  } else if (isMap(body) && isGiven(body)) {
    finishRestDocument(body, properties['OpenApiVersion']);
    made['Body'] = body;
    work.positions.set(made, 'Body', work.positions.of(properties, 'DefinitionBody'));
  }
  const { DependsOn, Metadata } = work.resource(id) ?? {};
  const attributes: TemplateMap = { ...(DependsOn && { DependsOn }), ...(Metadata && { Metadata }) };
  work.add(id, id, { type: 'AWS::ApiGateway::RestApi', properties: made, attributes });
  const stageName = properties['StageName'] ?? null;
  const prefix = typeof stageName === 'string' ? stageName : '';
  const stageId = isAlphanumeric(prefix) ? `${id}${prefix}Stage` : `${id}Stage${hashOf(prefix)}`;
  const deploymentId = `${id}Deployment`;
  work.add(id, deploymentId, { type: 'AWS::ApiGateway::Deployment', properties: { RestApiId: ref(id) } });
  const stage = work.positions.copied(properties, picked(properties, OF_STAGE));
  work.add(id, stageId, {
    type: 'AWS::ApiGateway::Stage',
    properties: Object.assign(stage, { RestApiId: ref(id), DeploymentId: ref(deploymentId), StageName: stageName }),
  });
  work.names.set(`${id}.Stage`, stageId);
  work.names.set(`${id}.Deployment`, deploymentId);
  return stageId;
}

function checkDefinition(id: string, properties: TemplateMap): void {
  const { DefinitionUri: uri, DefinitionBody: body, MergeDefinitions: merges, OpenApiVersion: version } = properties;
  if (properties['StageName'] === '')
    throw new ResourceError(id, 'StageName cannot be empty.', ['Properties', 'StageName']);
  if (isGiven(uri) && isGiven(body)) {
    const message = "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.";
    throw new ResourceError(id, message, ['Properties', 'DefinitionUri']);
  }
  if (isGiven(uri) && isGiven(merges)) {
    const message = "Cannot set 'MergeDefinitions' to True when using `DefinitionUri`.";
    throw new ResourceError(id, message, ['Properties', 'MergeDefinitions']);
  }
  if (isGiven(version) && !/^[2-3](\.\d)(\.\d)?$/.test(shown(version))) {
    throw new ResourceError(id, "The OpenApiVersion value must be of the format '3.0.0'.", [
      'Properties',
      'OpenApiVersion',
    ]);
  }
}

function addCors(id: string, properties: TemplateMap): void {
  const { Cors: cors, DefinitionBody: body } = properties;
  if (!isGiven(cors)) return;
  const error = (message: string, ...path: string[]): ResourceError =>
    new ResourceError(id, message, ['Properties', 'Cors', ...path]);
  if (!isGiven(body)) throw error("Cors works only with inline Swagger specified in 'DefinitionBody' property.");
  const settings: TemplateMap = isMap(cors) && !isIntrinsic(cors) ? cors : { AllowOrigin: cors };
  const unknown = Object.keys(settings).find((key) => !CORS_KEYS.includes(key));
  if (unknown !== undefined) throw error(`Invalid key '${unknown}' for 'Cors' property.`, unknown);
  if (!isRestDocument(body)) {
    throw error(
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid Swagger definition.",
    );
  }
  const { AllowOrigin: origin = "'*'", AllowHeaders: headers, AllowMethods: methods, MaxAge: maxAge } = settings;
  const allowsCredentials = settings['AllowCredentials'] === true;
  if (allowsCredentials && origin === "'*'") {
    throw error(
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set",
      'AllowCredentials',
    );
  }
  checkPathItems(body);
  addCorsMethods(body, { origin, headers, methods, maxAge, allowsCredentials });
}

function setDisabledEndpoint(id: string, properties: TemplateMap): void {
  const { DisableExecuteApiEndpoint: disabled, DefinitionBody: body } = properties;
  if (disabled === undefined || disabled === null) return;
  const path = ['Properties', 'DisableExecuteApiEndpoint'];
  if (!isGiven(body)) {
    throw new ResourceError(id, "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.", path);
  }
  if (!isRestDocument(body)) {
    const message = "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.";
    throw new TemplateError(message, ['Properties', 'DefinitionBody']);
  }
  const isOpenApi = isGiven(body['openapi']);
  const servers = isOpenApi ? (Array.isArray(body['servers']) ? body['servers'] : [{}]) : [body];
  if (isOpenApi) body['servers'] = servers;
  servers.forEach((holder, index) => {
    if (!isMap(holder)) return;
    const key = 'x-amazon-apigateway-endpoint-configuration';
    const before = holder[key] ?? {};
    if (!isMap(before)) {
      const where = isOpenApi ? ` of 'servers[${index}]'` : '';
      const message = `Invalid OpenAPI definition${where}: The value of '${key}' should be a map.`;
      throw new TemplateError(message, ['Properties', 'DefinitionBody', ...(isOpenApi ? ['servers', index] : []), key]);
    }
    holder[key] = { ...before, disableExecuteApiEndpoint: disabled };
  });
}

function addEndpoint(id: string, value: TemplateValue | undefined, made: TemplateMap): void {
  if (!isGiven(value)) return;
  if (!isMap(value) || !isGiven(value['Type'])) {
    made['EndpointConfiguration'] = { Types: [value] };
    return;
  }
  if (value['VPCEndpointIds'] !== undefined && value['VpcEndpointIds'] !== undefined) {
    const message = "'VPCEndpointIds' and 'VpcEndpointIds' cannot be used together in EndpointConfiguration.";
    throw new ResourceError(id, message, ['Properties', 'EndpointConfiguration', 'VpcEndpointIds']);
  }
  const endpoints = value['VPCEndpointIds'] ?? value['VpcEndpointIds'];
  made['EndpointConfiguration'] = { Types: [value['Type']], ...(endpoints && { VpcEndpointIds: endpoints }) };
}

/** `image~1png` is how SAM writes `image/png`. */
function withSlashes(value: TemplateValue): TemplateValue {
  if (typeof value === 'string') return value.replaceAll('~1', '/');
  if (Array.isArray(value)) return value.map(withSlashes);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key.replaceAll('~1', '/'), withSlashes(item)]);
  return Object.fromEntries(entries) as TemplateMap;
}
