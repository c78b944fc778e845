import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import type { MethodPlace } from '../definition/request-parts.ts';
import { addCustomStatements, addResourcePolicy } from '../definition/resource-policy.ts';
import { addRequirement, authorizerRequirement, defineApiKey } from '../definition/security.ts';
import { EventError } from '../words/errors.ts';
import { expectList, expectMap } from '../words/expect.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';
import type { SamEvent } from './event.ts';

export interface RestMethod extends MethodPlace {
  readonly apiId: string;
  readonly api: TemplateMap;
}

/** Puts the `Auth` of an event into the method's definition: authorizer, scopes, API key, resource policy. */
export function addRestEventAuth(event: SamEvent, place: RestMethod, auth: TemplateMap): void {
  const { apiId, api, body, path, method } = place;
  const apiAuth = event.work.resolved(api['Auth']);
  const authorizers = member(apiAuth, 'Authorizers');
  const authorizer = auth['Authorizer'];
  if (isGiven(authorizer)) checkAuthorizer(event, place, authorizer, apiAuth, authorizers);
  checkScopes(event, auth);
  checkApiKey(event, place, auth, apiAuth);
  if (typeof authorizer === 'string' && authorizer !== '') {
    const original = member(api['Auth'], 'Authorizers');
    addRequirement(body, path, method, authorizerRequirement(authorizer, original, scopesOf(auth)));
  }
  const needsKey = auth['ApiKeyRequired'];
  if (needsKey !== undefined && needsKey !== null) {
    if (isGiven(needsKey)) defineApiKey(body);
    addRequirement(body, path, method, { [isGiven(needsKey) ? 'api_key' : 'api_key_false']: [] });
  }
  const policy = auth['ResourcePolicy'];
  if (!isGiven(policy)) return;
  const statements = expectMap(policy, { id: event.id, isEvent: true }, 'Auth.ResourcePolicy');
  addResourcePolicy(event.work, body, statements, path, stageOf(apiId, api));
  addCustomStatements(body, statements['CustomStatements']);
}

/** The stage in the statements of an event: the name, or `Stage` where that is an intrinsic function. */
function stageOf(apiId: string, api: TemplateMap): TemplateValue {
  const stage = api['StageName'];
  return apiId !== '' && typeof stage === 'string' ? stage : 'Stage';
}

const scopesOf = (auth: TemplateMap): TemplateValue | undefined => auth['AuthorizationScopes'] ?? undefined;

function checkAuthorizer(
  event: SamEvent,
  { apiId, path, method }: RestMethod,
  authorizer: TemplateValue,
  apiAuth: TemplateValue | undefined,
  authorizers: TemplateValue | undefined,
): void {
  if (isGiven(authorizers)) expectMap(authorizers, { id: apiId }, 'Auth.Authorizers');
  if (authorizer === 'AWS_IAM') return;
  const error = (words: string): EventError => new EventError(event.id, words, ['Properties', 'Auth', 'Authorizer']);
  const place = `on API method [${method}] for path [${path}]`;
  if (authorizer === 'NONE') {
    if (isGiven(member(apiAuth, 'DefaultAuthorizer'))) return;
    throw error(
      `Unable to set Authorizer ${place} because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.`,
    );
  }
  const unable = `Unable to set Authorizer [${shown(authorizer)}] ${place}`;
  if (!isGiven(authorizers)) throw error(`${unable} because the related API does not define any Authorizers.`);
  if (typeof authorizer !== 'string' || !isMap(authorizers)) {
    throw error(
      `${unable}. The method authorizer must be a string with a corresponding dict entry in the api authorizer.`,
    );
  }
  if (!isGiven(member(authorizers, authorizer))) {
    throw error(`${unable} because it wasn't defined in the API's Authorizers.`);
  }
}

function checkScopes(event: SamEvent, auth: TemplateMap): void {
  const scopes = auth['AuthorizationScopes'];
  if (!isGiven(scopes)) return;
  expectList(scopes, { id: event.id, isEvent: true }, 'Auth.AuthorizationScopes');
  if (isGiven(auth['Authorizer'])) return;
  throw new EventError(event.id, 'AuthorizationScopes works only when Authorizer is set', [
    'Properties',
    'Auth',
    'AuthorizationScopes',
  ]);
}

function checkApiKey(
  event: SamEvent,
  { path, method }: RestMethod,
  auth: TemplateMap,
  apiAuth: TemplateValue | undefined,
): void {
  const needsKey = auth['ApiKeyRequired'];
  if (needsKey === undefined || needsKey === null || isGiven(needsKey)) return;
  if (isGiven(member(apiAuth, 'ApiKeyRequired'))) return;
  const message = `Unable to set ApiKeyRequired [False] on API method [${method}] for path [${path}] because the related API does not specify any ApiKeyRequired.`;
  throw new EventError(event.id, message, ['Properties', 'Auth', 'ApiKeyRequired']);
}
