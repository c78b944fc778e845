import type { Instance } from '../document/instance.ts';

/** Types of API Gateway and Lambda that say nothing about what is served. */
const IRRELEVANT = new Set([
  'aws_api_gateway_account',
  'aws_api_gateway_client_certificate',
  'aws_api_gateway_documentation_part',
  'aws_api_gateway_documentation_version',
  'aws_api_gateway_domain_name_access_association',
  'aws_api_gateway_vpc_link',
  'aws_apigatewayv2_vpc_link',
  'aws_lambda_code_signing_config',
  'aws_lambda_function_recursion_config',
  'aws_lambda_invocation',
  'aws_lambda_layer_version_permission',
  'aws_lambda_permission',
  'aws_lambda_provisioned_concurrency_config',
  'aws_lambda_runtime_management_config',
]);

/** Why a resource is not run here, in words for the user; `undefined` for what has no part in what is served. */
export function reasonNotRun({ type }: Instance): string | undefined {
  if (IRRELEVANT.has(type)) return undefined;
  return /^aws_(?:api_gateway|apigatewayv2|lambda|cloudwatch_log_subscription_filter|appsync_graphql_api|sfn_state_machine|cloudfront_distribution)/.test(
    type,
  )
    ? `${type} is not run here`
    : undefined;
}
