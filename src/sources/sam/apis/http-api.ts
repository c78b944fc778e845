import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isHttpDocument, keepVersionText, pathsOf } from '../definition/documents.ts';
import { hashOf, isAlphanumeric } from '../logical-ids.ts';
import { ResourceError, TemplateError } from '../words/errors.ts';
import { isIntrinsic, ref } from '../words/intrinsics.ts';
import { isGiven, isMap, member, picked, shown, typeName } from '../words/values.ts';
import { definitionLocation } from './definition-location.ts';
import { addHttpAuth } from './http-auth.ts';
import { addHttpDomain } from './http-domain.ts';

const OF_STAGE = ['StageVariables', 'AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings'];

/** `AWS::Serverless::HttpApi` becomes an HTTP API with its document, a stage, and what `Auth` and `Domain` ask for. */
export function transformHttpApi(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  for (const key of ['CorsConfiguration', 'Domain']) {
    if (properties[key] !== undefined) properties[key] = work.resolved(properties[key]);
  }
  const { DefinitionUri: uri, DefinitionBody: body, CorsConfiguration: cors, Auth: auth } = properties;
  keepVersionText(body, work.positions);
  if (isGiven(uri) && isGiven(body)) {
    const message = "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.";
    throw new ResourceError(id, message, ['Properties', 'DefinitionUri']);
  }
  if (isGiven(cors) && cors !== 'false') addCors(id, cors, body);
  if (isGiven(auth) && isMap(auth)) addHttpAuth(work, id, auth, body);
  addTags(id, properties['Tags'], body);
  if (properties['DisableExecuteApiEndpoint'] !== undefined) disableEndpoint(id, properties, body);
  addInfo(id, properties, body);
  useDefaultPath(properties, body);
  const made: TemplateMap = isGiven(properties['FailOnWarnings'])
    ? { FailOnWarnings: properties['FailOnWarnings'] }
    : {};
  addDefinition(work, id, properties, made);
  const { DependsOn, Metadata } = work.resource(id) ?? {};
  const attributes: TemplateMap = { ...(DependsOn && { DependsOn }), ...(Metadata && { Metadata }) };
  work.add(id, id, { type: 'AWS::ApiGatewayV2::Api', properties: work.positions.copied(properties, made), attributes });
  addHttpDomain(work, id, properties['Domain']);
  addStage(work, id, properties);
}

function addDefinition(work: Transformation, id: string, properties: TemplateMap, made: TemplateMap): void {
  const { DefinitionUri: uri, DefinitionBody: body } = properties;
  if (isGiven(uri)) {
    made['BodyS3Location'] = definitionLocation(id, uri);
    work.positions.set(made, 'BodyS3Location', work.positions.of(properties, 'DefinitionUri'));
  } else if (isGiven(body)) {
    made['Body'] = body;
    work.positions.set(made, 'Body', work.positions.of(properties, 'DefinitionBody'));
  } else {
    const message =
      "'DefinitionUri' or 'DefinitionBody' are required properties of an 'AWS::Serverless::HttpApi'. Add a value for one of these properties or add a 'HttpApi' event to an 'AWS::Serverless::Function'.";
    throw new ResourceError(id, message);
  }
}

function addStage(work: Transformation, id: string, properties: TemplateMap): void {
  const stageName = isGiven(properties['StageName']) ? properties['StageName'] : '$default';
  const prefix = typeof stageName === 'string' ? stageName : '';
  const stageId = prefix === '$default' ? `${id}ApiGatewayDefaultStage` : stageIdOf(id, prefix);
  const stage = picked(properties, OF_STAGE);
  work.add(id, stageId, {
    type: 'AWS::ApiGatewayV2::Stage',
    properties: work.positions.copied(properties, { ...stage, ApiId: ref(id), StageName: stageName, AutoDeploy: true }),
  });
  work.names.set(`${id}.Stage`, stageId);
}

function stageIdOf(id: string, stage: string): string {
  return isAlphanumeric(stage) ? `${id}${stage}Stage` : `${id}Stage${hashOf(stage)}`;
}

const CORS_KEYS: readonly (readonly [string, string])[] = [
  ['AllowOrigins', 'allowOrigins'],
  ['AllowHeaders', 'allowHeaders'],
  ['AllowMethods', 'allowMethods'],
  ['ExposeHeaders', 'exposeHeaders'],
  ['MaxAge', 'maxAge'],
  ['AllowCredentials', 'allowCredentials'],
];

function addCors(id: string, cors: TemplateValue, body: TemplateValue | undefined): void {
  const error = (message: string, ...key: string[]): ResourceError =>
    new ResourceError(id, message, ['Properties', 'CorsConfiguration', ...key]);
  if (!isGiven(body)) throw error("Cors works only with inline OpenApi specified in 'DefinitionBody' property.");
  // Parameters are texts, whatever their default was.
  const settings = cors === true || cors === 'true' ? { AllowOrigins: ['*'] } : cors;
  if (!isMap(settings)) throw error("Invalid value for 'Cors' property.");
  const unknown = isIntrinsic(settings)
    ? undefined
    : Object.keys(settings).find((key) => !CORS_KEYS.some(([name]) => name === key));
  if (unknown !== undefined) throw error(`Invalid key '${unknown}' for 'Cors' property.`, unknown);
  if (!isHttpDocument(body)) {
    throw error(
      "Unable to add Cors configuration because 'DefinitionBody' does not contain a valid OpenApi definition.",
    );
  }
  const key = 'x-amazon-apigateway-cors';
  const before = body[key] ?? {};
  if (!isMap(before)) throw new TemplateError(`Value of '${key}' must be a dictionary according to Swagger spec.`);
  body[key] = isIntrinsic(settings)
    ? { ...before, ...inCamelCase(settings) }
    : { ...before, ...corsMembers(settings, error) };
}

function corsMembers(settings: TemplateMap, error: (message: string, key: string) => ResourceError): TemplateMap {
  const origins = settings['AllowOrigins'];
  if (settings['AllowCredentials'] === true && Array.isArray(origins) && origins.length === 1 && origins[0] === '*') {
    throw error(
      "Unable to add Cors configuration because 'AllowCredentials' can not be true when 'AllowOrigin' is \"'*'\" or not set.",
      'AllowCredentials',
    );
  }
  const members: TemplateMap = {};
  for (const [key, name] of CORS_KEYS) {
    const value = settings[key];
    const isSet =
      key === 'MaxAge' ? (value ?? null) !== null : key === 'AllowCredentials' ? value === true : isGiven(value);
    if (isSet && value !== undefined) members[name] = value;
  }
  return members;
}

/** An intrinsic function stands for the whole configuration: the names inside it are those of OpenAPI. */
function inCamelCase(value: TemplateMap): TemplateMap {
  const rename = (part: TemplateValue): TemplateValue => {
    if (Array.isArray(part)) return part.map(rename);
    if (!isMap(part)) return part;
    const entries = Object.entries(part).map(([key, item]) => [
      CORS_KEYS.find(([name]) => name === key)?.[1] ?? key,
      rename(item),
    ]);
    return Object.fromEntries(entries) as TemplateMap;
  };
  return rename(value) as TemplateMap;
}

function addTags(id: string, tags: TemplateValue | undefined, body: TemplateValue | undefined): void {
  const error = (message: string): ResourceError => new ResourceError(id, message, ['Properties', 'Tags']);
  if (isGiven(tags) && !isGiven(body)) {
    throw error("Tags works only with inline OpenApi specified in the 'DefinitionBody' property.");
  }
  if (!isGiven(body)) return;
  if (!isHttpDocument(body)) {
    if (!isGiven(tags)) return;
    throw error("Unable to add `Tags` because 'DefinitionBody' does not contain a valid OpenApi definition.");
  }
  const existing = body['tags'];
  if (isGiven(existing) && !Array.isArray(existing)) {
    const found = `${shown(existing)} is a ${typeName(existing)} not a list.`;
    throw new TemplateError(`Tags in OpenApi DefinitionBody needs to be a list. ${found}`, [
      'Properties',
      'DefinitionBody',
      'tags',
    ]);
  }
}

function disableEndpoint(id: string, properties: TemplateMap, body: TemplateValue | undefined): void {
  if (!isGiven(body) || !isMap(body)) {
    const message = "DisableExecuteApiEndpoint works only within 'DefinitionBody' property.";
    throw new ResourceError(id, message, ['Properties', 'DisableExecuteApiEndpoint']);
  }
  const servers = Array.isArray(body['servers']) ? body['servers'] : [{}];
  for (const server of servers) {
    if (!isMap(server)) {
      throw new TemplateError("Value of 'servers' item must be a dictionary according to Swagger spec.", [
        'Properties',
        'DefinitionBody',
        'servers',
      ]);
    }
    const key = 'x-amazon-apigateway-endpoint-configuration';
    const before = isMap(server[key]) ? server[key] : {};
    server[key] = { ...before, disableExecuteApiEndpoint: properties['DisableExecuteApiEndpoint'] ?? null };
  }
  body['servers'] = servers;
}

/** `Name` and `Description` are the document's title and description. */
function addInfo(
  id: string,
  { Name: name, Description: description }: TemplateMap,
  body: TemplateValue | undefined,
): void {
  const given = { Name: name, Description: description };
  for (const [key, value] of Object.entries(given)) {
    if (!isGiven(value)) continue;
    const path = ['Properties', key];
    if (!isMap(body) || !isGiven(body)) {
      const message = `${key} works only with inline OpenApi specified in the 'DefinitionBody' property.`;
      throw new ResourceError(id, message, path);
    }
    const info = body['info'] ?? {};
    if (!isMap(info)) {
      throw new ResourceError(id, "Invalid 'DefinitionBody': The value of 'info' should be a map.", [
        'Properties',
        'DefinitionBody',
        'info',
      ]);
    }
    const isFree = key === 'Name' ? isStackName(info['title']) : !isGiven(info['description']);
    if (!isFree) {
      const message = `Unable to set ${key} because it is already defined within inline OpenAPI specified in the 'DefinitionBody' property.`;
      throw new ResourceError(id, message, path);
    }
    info[key === 'Name' ? 'title' : 'description'] = value;
    body['info'] = info;
  }
}

const isStackName = (title: TemplateValue | undefined): boolean => member(title, 'Ref') === 'AWS::StackName';

/** With FailOnWarnings, API Gateway wants every path to begin with a slash. */
function useDefaultPath({ FailOnWarnings: fails }: TemplateMap, body: TemplateValue | undefined): void {
  if (!isGiven(fails) || !isMap(body)) return;
  const paths = pathsOf(body);
  if (paths['$default'] === undefined) return;
  paths['/$default'] = paths['$default'];
  delete paths['$default'];
}
