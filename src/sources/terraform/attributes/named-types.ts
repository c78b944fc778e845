/** A Terraform type, as CloudFormation calls it, and the attribute with its name. */
export interface NamedType {
  readonly cloudFormation: string;
  /** Of the attribute that names it on AWS. */
  readonly name?: string;
}

const named = (cloudFormation: string, name?: string): NamedType => ({
  cloudFormation,
  ...(name !== undefined && { name }),
});

/** Types that become records. */
export const RECORD_TYPES: Readonly<Record<string, NamedType>> = {
  aws_api_gateway_api_key: named('AWS::ApiGateway::ApiKey'),
  aws_api_gateway_authorizer: named('AWS::ApiGateway::Authorizer'),
  aws_api_gateway_base_path_mapping: named('AWS::ApiGateway::BasePathMapping'),
  aws_api_gateway_deployment: named('AWS::ApiGateway::Deployment'),
  aws_api_gateway_domain_name: named('AWS::ApiGateway::DomainName', 'domain_name'),
  aws_api_gateway_gateway_response: named('AWS::ApiGateway::GatewayResponse'),
  aws_api_gateway_method: named('AWS::ApiGateway::Method'),
  aws_api_gateway_model: named('AWS::ApiGateway::Model', 'name'),
  aws_api_gateway_request_validator: named('AWS::ApiGateway::RequestValidator'),
  aws_api_gateway_resource: named('AWS::ApiGateway::Resource'),
  aws_api_gateway_rest_api: named('AWS::ApiGateway::RestApi'),
  aws_api_gateway_stage: named('AWS::ApiGateway::Stage', 'stage_name'),
  aws_api_gateway_usage_plan: named('AWS::ApiGateway::UsagePlan'),
  aws_api_gateway_usage_plan_key: named('AWS::ApiGateway::UsagePlanKey'),
  aws_apigatewayv2_api: named('AWS::ApiGatewayV2::Api'),
  aws_apigatewayv2_api_mapping: named('AWS::ApiGatewayV2::ApiMapping'),
  aws_apigatewayv2_authorizer: named('AWS::ApiGatewayV2::Authorizer'),
  aws_apigatewayv2_deployment: named('AWS::ApiGatewayV2::Deployment'),
  aws_apigatewayv2_domain_name: named('AWS::ApiGatewayV2::DomainName', 'domain_name'),
  aws_apigatewayv2_integration: named('AWS::ApiGatewayV2::Integration'),
  aws_apigatewayv2_integration_response: named('AWS::ApiGatewayV2::IntegrationResponse'),
  aws_apigatewayv2_model: named('AWS::ApiGatewayV2::Model', 'name'),
  aws_apigatewayv2_route: named('AWS::ApiGatewayV2::Route'),
  aws_apigatewayv2_route_response: named('AWS::ApiGatewayV2::RouteResponse'),
  aws_apigatewayv2_routing_rule: named('AWS::ApiGatewayV2::RoutingRule'),
  aws_apigatewayv2_stage: named('AWS::ApiGatewayV2::Stage', 'name'),
  aws_cloudwatch_event_rule: named('AWS::Events::Rule', 'name'),
  aws_lambda_event_source_mapping: named('AWS::Lambda::EventSourceMapping'),
  aws_s3_bucket_notification: named('AWS::S3::Bucket', 'bucket'),
  aws_scheduler_schedule: named('AWS::Scheduler::Schedule', 'name'),
  aws_sns_topic_subscription: named('AWS::SNS::Subscription'),
  aws_lambda_alias: named('AWS::Lambda::Alias', 'name'),
  aws_lambda_function: named('AWS::Lambda::Function', 'function_name'),
  aws_lambda_function_event_invoke_config: named('AWS::Lambda::EventInvokeConfig'),
  aws_lambda_function_url: named('AWS::Lambda::Url'),
  aws_lambda_layer_version: named('AWS::Lambda::LayerVersion', 'layer_name'),
};

/** Others whose names and ARNs functions are given. */
const OTHER_TYPES: Readonly<Record<string, NamedType>> = {
  aws_appsync_graphql_api: named('AWS::AppSync::GraphQLApi', 'name'),
  aws_cloudwatch_event_bus: named('AWS::Events::EventBus', 'name'),
  aws_cloudwatch_log_group: named('AWS::Logs::LogGroup', 'name'),
  aws_cloudwatch_metric_alarm: named('AWS::CloudWatch::Alarm', 'alarm_name'),
  aws_cognito_user_pool: named('AWS::Cognito::UserPool'),
  aws_dynamodb_table: named('AWS::DynamoDB::Table', 'name'),
  aws_ecr_repository: named('AWS::ECR::Repository', 'name'),
  aws_ecs_cluster: named('AWS::ECS::Cluster', 'name'),
  aws_iam_policy: named('AWS::IAM::ManagedPolicy', 'name'),
  aws_iam_role: named('AWS::IAM::Role', 'name'),
  aws_iam_user: named('AWS::IAM::User', 'name'),
  aws_kinesis_firehose_delivery_stream: named('AWS::KinesisFirehose::DeliveryStream', 'name'),
  aws_kinesis_stream: named('AWS::Kinesis::Stream', 'name'),
  aws_kms_key: named('AWS::KMS::Key'),
  aws_s3_bucket: named('AWS::S3::Bucket', 'bucket'),
  aws_secretsmanager_secret: named('AWS::SecretsManager::Secret', 'name'),
  aws_sfn_state_machine: named('AWS::StepFunctions::StateMachine', 'name'),
  aws_sns_topic: named('AWS::SNS::Topic', 'name'),
  aws_sqs_queue: named('AWS::SQS::Queue', 'name'),
  aws_ssm_parameter: named('AWS::SSM::Parameter', 'name'),
};

export function namedType(type: string): NamedType | undefined {
  return [RECORD_TYPES, OTHER_TYPES].find((types) => Object.hasOwn(types, type))?.[type];
}
