import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { RouteAuthorization } from '../../../../model/definition/authorizer.ts';
import type { RestMethod } from '../../../../model/definition/rest-api.ts';
import type { AwsResource } from '../../resources.ts';
import type { ApiAuthorizers } from '../api-authorizers.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { buildRestIntegration } from './integration.ts';
import { pathOf } from './paths.ts';

type MethodRecord = AwsResource<'AWS::ApiGateway::Method'>;

/** A method of a REST API; `undefined` when it is not on a path of the API, or has no integration. */
export function buildRestMethod(
  method: MethodRecord,
  authorizers: ApiAuthorizers,
  context: BuildContext,
): RestMethod | undefined {
  const path = pathOf(method, context.records);
  if (path === undefined) {
    const reason = 'its ResourceId leads to no resource of the input';
    context.notRun.push({ id: method.id, type: method.resourceType, reason, ...declaredAt(method) });
    return undefined;
  }
  const integration = buildRestIntegration(method, context);
  if (integration === undefined) return undefined;
  const validator = context.records.get('AWS::ApiGateway::RequestValidator', method.requestValidator);
  return {
    path,
    httpMethod: (method.httpMethod ?? 'ANY').toUpperCase(),
    resourceId: derivedId('resource', path, 6),
    authorization: authorizationOf(method, authorizers, context),
    apiKeyRequired: method.apiKeyRequired ?? false,
    requestParameters: method.requestParameters ?? {},
    requestModels: method.requestModels ?? {},
    ...(validator && {
      requestValidator: {
        validateRequestBody: validator.validateRequestBody ?? false,
        validateRequestParameters: validator.validateRequestParameters ?? false,
      },
    }),
    ...(method.operationName !== undefined && { operationName: method.operationName }),
    integration,
    methodResponses: Object.fromEntries(
      (method.methodResponses ?? []).map(({ statusCode = '200', responseParameters = {}, responseModels = {} }) => [
        statusCode,
        { responseParameters, responseModels },
      ]),
    ),
    ...declaredAt(method),
  };
}

function authorizationOf(
  method: MethodRecord,
  authorizers: ApiAuthorizers,
  { problems }: BuildContext,
): RouteAuthorization {
  const type = method.authorizationType?.toUpperCase() ?? 'NONE';
  if (type === 'NONE') return { type };
  if (type === 'AWS_IAM') return { type };
  const authorizer = authorizers.of(method);
  if (authorizer === undefined) {
    problems.error(
      `the method wants the authorization ${type}, but its AuthorizerId names no authorizer of the API`,
      method.at(['authorizer']),
    );
    return { type: 'NONE' };
  }
  if (authorizer.type === 'cognito') {
    return { type: 'COGNITO_USER_POOLS', authorizer: authorizer.name, scopes: method.authorizationScopes ?? [] };
  }
  return { type: 'CUSTOM', authorizer: authorizer.name };
}
