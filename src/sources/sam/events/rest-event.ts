import type { TemplateMap } from '../../template/template.ts';
import { isRestDocument, keepVersionText, pathsOf, swaggerSkeleton } from '../definition/documents.ts';
import { addIntegration } from '../definition/integrations.ts';
import { definitionsAt, hasIntegration, methodKey, removeIntegration } from '../definition/path-items.ts';
import { setOnIntegration } from '../definition/request-parts.ts';
import { withoutParameters } from '../definition/resource-policy.ts';
import { EventError, ResourceError, TemplateError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { referredId, sub } from '../words/intrinsics.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';
import { addPermission, type SamEvent } from './event.ts';
import { functionUri } from './function-uri.ts';
import { addRestEventAuth } from './rest-event-auth.ts';
import { addRequestSettings } from './rest-request.ts';

/** An `Api` event: a method of the REST API's definition, where SAM makes the definition; a permission in any case. */
export function addRestEvent(event: SamEvent): void {
  const { work, properties } = event;
  const { id, api } = apiOf(event);
  const path = shown(properties['Path']);
  const method = shown(properties['Method']).toLowerCase();
  const stage = api['StageName'];
  const suffix = typeof stage === 'string' ? stage : 'Stage';
  const verb = method === 'any' ? '*' : method.toUpperCase();
  const source = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verb}${withoutParameters(path.replace(/^(.+)\/$/, '$1'))}`;
  const sourceArn = sub(source, { __ApiId__: properties['RestApiId'] ?? null, __Stage__: '*' });
  addPermission(event, 'apigateway.amazonaws.com', { SourceArn: sourceArn }, suffix.replace(/[^\p{L}\p{N}]/gu, ''));
  if (work.managed.has(id) || isGiven(api['MergeDefinitions'])) addMethod(event, id, api, path, method);
  overrideAuth(event, id, api, path, method);
}

/** The API that an event names, and its properties. */
export function apiOf({ work, id: eventId, properties }: SamEvent): { readonly id: string; readonly api: TemplateMap } {
  const id = referredId(properties['RestApiId']);
  if (typeof id !== 'string') {
    throw new EventError(eventId, "Property 'RestApiId' should be a string.", ['Properties', 'RestApiId']);
  }
  const resource = work.resource(id);
  if (resource === undefined) {
    const message = 'RestApiId property of Api event must reference a valid resource in the same template.';
    throw new EventError(eventId, message, ['Properties', 'RestApiId']);
  }
  if (resource['Properties'] !== undefined && !isMap(resource['Properties'])) {
    throw new ResourceError(id, "Attribute 'Properties' should be a map.", ['Properties']);
  }
  const api = work.propertiesOf(id);
  if (api['StageName'] === '') throw new ResourceError(id, 'StageName cannot be empty.', ['Properties', 'StageName']);
  return { id, api };
}

function addMethod(event: SamEvent, apiId: string, api: TemplateMap, path: string, method: string): void {
  const { work, properties } = event;
  const merges = isGiven(api['MergeDefinitions']);
  if (api['DefinitionBody'] === undefined || api['DefinitionBody'] === null) return;
  keepVersionText(api['DefinitionBody'], work.positions);
  const body = merges ? swaggerSkeleton() : api['DefinitionBody'];
  if (!isRestDocument(body)) {
    throw new TemplateError(
      "Invalid Swagger document or the Swagger document is not explicitly defined in 'DefinitionBody'.",
    );
  }
  if (hasIntegration(body, path, method)) {
    throw new EventError(event.id, `API method "${method}" defined multiple times for path "${path}".`, ['Properties']);
  }
  const auth = expectMap(properties['Auth'] ?? {}, { id: event.id, isEvent: true }, 'Auth');
  expectMap(isGiven(api['Auth']) ? api['Auth'] : {}, { id: apiId }, 'Auth');
  const streams = properties['ResponseTransferMode'] === 'RESPONSE_STREAM';
  const operations = addIntegration(body, {
    path,
    method,
    integration: {
      type: 'aws_proxy',
      httpMethod: 'POST',
      uri: functionUri(event.target.arn, streams),
      ...(streams ? { responseTransferMode: 'STREAM' } : {}),
    },
    responses: {},
    condition: work.conditionOf(event.owner),
  });
  placeAt(event, body, path, method, operations);
  try {
    if (isGiven(auth)) addRestEventAuth(event, { apiId, api, body, path, method }, auth);
    const timeout = properties['TimeoutInMillis'];
    if (isGiven(timeout)) setOnIntegration({ body, path, method }, 'timeoutInMillis', timeout);
    addRequestSettings(event, api, { body, path, method });
  } catch (error) {
    // The next event of this path is not a duplicate of one that was refused.
    removeIntegration(body, path, method);
    throw error;
  }
  if (merges) mergeInto(apiId, api, body, path, method);
}

/** What is wrong with the method is said at its event. */
export function placeAt(
  event: SamEvent,
  body: TemplateMap,
  path: string,
  method: string,
  operations: readonly TemplateMap[],
): void {
  const { work, owner, id } = event;
  const position = work.at(owner, ['Properties', 'Events', id]);
  if (position === undefined) return;
  for (const operation of operations) work.positions.setObject(operation, position);
  const item = pathsOf(body)[path];
  if (isMap(item)) work.positions.set(item, methodKey(method), position);
  work.positions.set(pathsOf(body), path, work.positions.of(pathsOf(body), path) ?? position);
}

/** `MergeDefinitions`: what the document says of the method stays, but for what the event says. */
function mergeInto(apiId: string, api: TemplateMap, generated: TemplateMap, path: string, method: string): void {
  const key = methodKey(method);
  const [made = {}] = definitionsAt(generated, path, method);
  const body = api['DefinitionBody'];
  if (!isMap(body)) return;
  // SAM merges nothing into a document whose paths are empty, and so neither do we.
  const paths = isGiven(body['paths']) ? body['paths'] : {};
  const name = `DefinitionBody.paths.${path}`;
  if (!isMap(paths)) {
    throw new ResourceError(apiId, "Property 'DefinitionBody' is invalid: The value of 'paths' should be a map.", [
      'Properties',
      'DefinitionBody',
      'paths',
    ]);
  }
  const item = paths[path] ?? {};
  if (!isMap(item))
    throw new ResourceError(apiId, `Property '${name}' should be a map.`, [
      'Properties',
      'DefinitionBody',
      'paths',
      path,
    ]);
  const before = expectMap(member(item, key) ?? member(item, method) ?? {}, { id: apiId }, `${name}.${method}`);
  Object.assign(item, { [key]: { ...before, ...made } });
  paths[path] = item;
}

/** `OverrideApiAuth` also speaks to methods that stand in the document themselves. */
function overrideAuth(event: SamEvent, apiId: string, api: TemplateMap, path: string, method: string): void {
  const auth = event.properties['Auth'];
  const body = api['DefinitionBody'];
  if (!isMap(auth) || !isGiven(auth['OverrideApiAuth']) || !isGiven(body)) return;
  if (!['Authorizer', 'ApiKeyRequired', 'ResourcePolicy'].some((key) => isGiven(auth[key]))) {
    const message =
      'Must define one of: Authorizer, ApiKeyRequired or ResourcePolicy when using the OverrideApiAuth property.';
    throw new EventError(event.id, message, ['Properties', 'Auth', 'OverrideApiAuth']);
  }
  if (isRestDocument(body)) addRestEventAuth(event, { apiId, api, body, path, method }, auth);
}
