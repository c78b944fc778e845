import type { LambdaTarget } from '../../../model/definition/integration.ts';
import type { AwsResource } from '../resources.ts';
import type { BuildContext } from './context.ts';
import { declaredAt } from './declared-at.ts';

type Record = AwsResource<'AWS::ApiGateway::Authorizer'> | AwsResource<'AWS::ApiGatewayV2::Authorizer'>;

/**
 * The function that a Lambda authorizer asks. An AuthorizerUri whose value only AWS knows (an import, a parameter) means a function that the
 * user can give; without an AuthorizerUri there is none, which AWS refuses.
 */
export function authorizerFunction(
  record: Record,
  { functions, problems, notRun }: BuildContext,
): LambdaTarget | undefined {
  const { id, authorizerUri: uri, resourceType: type } = record;
  if (uri === undefined) {
    problems.error(`the AuthorizerUri of "${id}" names no function: there is none`, record.at(['authorizerUri']));
    return undefined;
  }
  const target = functions.target(uri);
  if (target !== undefined) return target;
  const isUnknown = record.unknown.some(({ path }) => path[0] === 'authorizerUri');
  if (!isUnknown) {
    problems.error(`the AuthorizerUri of "${id}" names no function: found "${uri}"`, record.at(['authorizerUri']));
    return undefined;
  }
  const lambda = functions.standIn(
    `authorizer-${id}`,
    `the function of the authorizer ${id} is "${uri}", which only AWS knows`,
  );
  const reason = `its function is "${uri}", which only AWS knows: its routes answer 501 unless functions: has ${lambda.functionName}`;
  notRun.push({ id, type, reason, ...declaredAt(record) });
  return lambda;
}
