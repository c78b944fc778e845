import type { Transformation } from '../transformation.ts';
import type { TemplateMap } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { ref, sub } from '../words/intrinsics.ts';
import { isGiven, shown } from '../words/values.ts';

const TYPES = ['NONE', 'AWS_IAM', 'CUSTOM'];
const LAMBDA_URI =
  'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthArn}/invocations';

/** What `Auth` gives the `$connect` route, with the authorizer that it needs; nothing for other routes. */
export function connectAuthorizer(
  work: Transformation,
  api: string,
  auth: TemplateMap,
  isConnect: boolean,
): TemplateMap {
  const type = checkAuth(api, auth);
  if (!isConnect) return {};
  if (type !== 'CUSTOM') return { AuthorizationType: type };
  const id = `${api}ConnectAuthorizer`;
  const { InvokeRole: role, AuthArn: arn, IdentitySource: source, Name: name } = auth;
  work.add(api, id, {
    type: 'AWS::ApiGatewayV2::Authorizer',
    properties: work.positions.copied(auth, {
      ApiId: ref(api),
      AuthorizerType: 'REQUEST',
      AuthorizerUri: sub(LAMBDA_URI, { AuthArn: arn ?? null }),
      Name: isGiven(name) ? name : id,
      ...(role === undefined ? {} : { AuthorizerCredentialsArn: role }),
      ...(source === undefined ? {} : { IdentitySource: source }),
    }),
  });
  return { AuthorizationType: 'CUSTOM', AuthorizerId: ref(id) };
}

function checkAuth(api: string, auth: TemplateMap): string {
  const error = (message: string, ...key: string[]): ResourceError =>
    new ResourceError(api, message, ['Properties', 'Auth', ...key]);
  const given = auth['AuthType'];
  if (!isGiven(given)) throw error('AuthType must be specified for additional auth configurations.');
  const type = shown(given).toUpperCase();
  if (!TYPES.includes(type)) throw error('AuthType is not one of AWS_IAM, CUSTOM or NONE.', 'AuthType');
  if (type === 'CUSTOM' && !isGiven(auth['AuthArn'])) {
    throw error('AuthArn must be specified if AuthType is CUSTOM.', 'AuthType');
  }
  if (type !== 'CUSTOM' && Object.keys(auth).length > 1) {
    throw error(`No additional configurations supported for AuthType ${type}.`, 'AuthType');
  }
  return type;
}
