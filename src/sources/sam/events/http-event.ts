import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isHttpDocument, keepVersionText } from '../definition/documents.ts';
import { addIntegration } from '../definition/integrations.ts';
import { ANY_METHOD, hasIntegration, methodKey, removeIntegration } from '../definition/path-items.ts';
import { addPathParameters, setOnIntegration } from '../definition/request-parts.ts';
import { withoutParameters } from '../definition/resource-policy.ts';
import { addRouteRequirement } from '../definition/security.ts';
import { EventError, TemplateError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { referredId, sub } from '../words/intrinsics.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';
import { addPermission, type SamEvent } from './event.ts';
import { functionUri } from './function-uri.ts';
import { placeAt } from './rest-event.ts';

/** An `HttpApi` event: a route in the HTTP API's definition, and a permission. */
export function addHttpEvent(event: SamEvent): void {
  const { work, properties } = event;
  const apiId = shown(referredId(properties['ApiId']));
  const api = work.propertiesOf(apiId);
  const path = shown(properties['Path']);
  const method = shown(properties['Method']).toLowerCase();
  const isAny = method === 'any' || method === ANY_METHOD;
  const pattern = path === '$default' ? '' : withoutParameters(path.replace(/^(.+)\/$/, '$1'));
  const source = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${isAny ? '*' : method.toUpperCase()}${pattern}`;
  const sourceArn = sub(source, { __ApiId__: properties['ApiId'] ?? null, __Stage__: '*' });
  addPermission(event, 'apigateway.amazonaws.com', { SourceArn: sourceArn });
  const body = api['DefinitionBody'];
  if (body === undefined || body === null) return;
  keepVersionText(body, work.positions);
  if (!isHttpDocument(body)) {
    const message =
      "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.";
    throw new TemplateError(message);
  }
  addRoute(event, { apiId, api, body, path, method });
}

interface HttpMethod {
  readonly apiId: string;
  readonly api: TemplateMap;
  readonly body: TemplateMap;
  readonly path: string;
  readonly method: string;
}

function addRoute(event: SamEvent, place: HttpMethod): void {
  const { work, properties } = event;
  const { apiId, body, path, method } = place;
  const isThere = hasIntegration(body, path, method);
  if (isThere && work.managed.has(apiId)) {
    const message = `API method '${method}' defined multiple times for path '${path}'.`;
    throw new EventError(event.id, message, ['Properties']);
  }
  if (!isThere) addMethod(event, place);
  const auth = properties['Auth'];
  try {
    if (isGiven(auth) && isMap(auth)) addAuth(event, place, auth);
  } catch (refusal) {
    // The next event of this path is not a duplicate of one that was refused.
    removeIntegration(body, path, method);
    throw refusal;
  }
  const { TimeoutInMillis: timeout, PayloadFormatVersion: version } = properties;
  if (isGiven(timeout)) setOnIntegration(place, 'timeoutInMillis', timeout);
  addPathParameters(place);
  if (isGiven(version)) setOnIntegration(place, 'payloadFormatVersion', version);
}

function addMethod(event: SamEvent, { body, path, method }: HttpMethod): void {
  const key = methodKey(method);
  const condition = event.work.conditionOf(event.owner);
  const operations = addIntegration(body, {
    path,
    method,
    integration: {
      type: 'aws_proxy',
      httpMethod: 'POST',
      payloadFormatVersion: '2.0',
      uri: functionUri(event.target.arn),
    },
    responses: {},
    ...(path === '$default' && key === ANY_METHOD ? { extra: { isDefaultRoute: true } } : {}),
    condition,
  });
  placeAt(event, body, path, method, operations);
}

function addAuth(event: SamEvent, place: HttpMethod, auth: TemplateMap): void {
  const { apiId, api, body, path, method } = place;
  const apiAuth = expectMap(api['Auth'] ?? {}, { id: apiId }, 'Auth');
  const authorizer = authorizerOf(event, auth, apiAuth);
  const authorizers = apiAuth['Authorizers'];
  const allowsIam = apiAuth['EnableIamAuthorizer'] === true;
  checkAuthorizer(event, place, authorizer, apiAuth, allowsIam);
  const scopes = auth['AuthorizationScopes'];
  if (isGiven(scopes) && !Array.isArray(scopes)) {
    throw error(
      event,
      `Unable to set Authorizer on API method [${method}] for path [${path}] because 'AuthorizationScopes' must be a list of strings.`,
    );
  }
  const name = shown(authorizer);
  const isNamed = name !== 'NONE' && name !== 'AWS_IAM';
  const needed = isGiven(scopes) ? scopes : member(member(authorizers, name), 'AuthorizationScopes');
  addRouteRequirement(body, path, method, { [name]: isNamed && isGiven(needed) ? needed : [] });
}

function authorizerOf(event: SamEvent, auth: TemplateMap, apiAuth: TemplateMap): TemplateValue {
  if (isGiven(auth['Authorizer'])) return auth['Authorizer'];
  const fallback = apiAuth['DefaultAuthorizer'];
  if (isGiven(fallback)) return fallback;
  throw error(
    event,
    "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi.",
  );
}

function checkAuthorizer(
  event: SamEvent,
  { path, method }: HttpMethod,
  authorizer: TemplateValue,
  apiAuth: TemplateMap,
  allowsIam: boolean,
): void {
  const authorizers = apiAuth['Authorizers'];
  const place = `on API method [${method}] for path [${path}]`;
  if (authorizer === 'NONE') {
    if (isGiven(apiAuth['DefaultAuthorizer'])) return;
    throw error(
      event,
      `Unable to set Authorizer ${place} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
    );
  }
  if (authorizer === 'AWS_IAM' && allowsIam) return;
  const unable = `Unable to set Authorizer [${shown(authorizer)}] ${place}`;
  if (typeof authorizer === 'string' && !isGiven(authorizers)) {
    throw error(event, `${unable} because the related API does not define any Authorizers.`);
  }
  if (typeof authorizer !== 'string' || !isMap(authorizers)) {
    throw error(
      event,
      `${unable}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
    );
  }
  if (!isGiven(member(authorizers, authorizer))) {
    throw error(event, `${unable} because it wasn't defined in the API's Authorizers.`);
  }
}

function error(event: SamEvent, message: string): EventError {
  return new EventError(event.id, message, ['Properties', 'Auth']);
}
