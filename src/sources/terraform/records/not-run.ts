import type { Instance } from '../document/instance.ts';
import { textAt } from '../document/json-values.ts';

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

/** What would invoke functions on AWS. */
const TRIGGERS: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_target: 'event rules do not fire here',
  aws_cloudwatch_log_subscription_filter: 'log groups are not read here',
  aws_lambda_event_source_mapping: 'event sources are not polled here',
  aws_s3_bucket_notification: 'buckets send no events here',
  aws_scheduler_schedule: 'schedules do not run here',
  aws_sns_topic_subscription: 'topics are not delivered here',
};

/** Why a resource is not run here, in words for the user; `undefined` for what has no part in what is served. */
export function reasonNotRun({ type, values }: Instance): string | undefined {
  if (IRRELEVANT.has(type)) return undefined;
  const trigger = Object.hasOwn(TRIGGERS, type) ? TRIGGERS[type] : undefined;
  if (trigger !== undefined) {
    if (type === 'aws_sns_topic_subscription' && textAt(values, 'protocol') !== 'lambda') return undefined;
    return `${trigger}; invoke the function with a sample event`;
  }
  return /^aws_(?:api_gateway|apigatewayv2|lambda|appsync_graphql_api|sfn_state_machine|cloudfront_distribution)/.test(
    type,
  )
    ? `${type} is not run here`
    : undefined;
}
