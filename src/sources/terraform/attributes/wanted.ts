/** What an attribute that is known after the apply only may refer to: the types of the resource, and which of its attributes is meant. */
export interface Wanted {
  readonly [type: string]: string;
}

const FUNCTIONS: Wanted = {
  aws_lambda_function: 'invoke_arn',
  aws_lambda_alias: 'invoke_arn',
};
const FUNCTION_NAMES: Wanted = { aws_lambda_function: 'function_name', aws_lambda_alias: 'arn' };
const FUNCTION_ARNS: Wanted = { aws_lambda_function: 'arn', aws_lambda_alias: 'arn' };
const AUTHORIZERS: Wanted = { aws_api_gateway_authorizer: 'id', aws_apigatewayv2_authorizer: 'id' };
const APIS: Wanted = { aws_apigatewayv2_api: 'id', aws_api_gateway_rest_api: 'id' };
const STAGES: Wanted = {
  aws_api_gateway_stage: 'stage_name',
  aws_apigatewayv2_stage: 'name',
  aws_api_gateway_deployment: 'stage_name',
};
const DOMAINS: Wanted = { aws_api_gateway_domain_name: 'domain_name', aws_apigatewayv2_domain_name: 'domain_name' };
const RESOURCES: Wanted = {
  aws_api_gateway_resource: 'id',
  aws_api_gateway_rest_api: 'root_resource_id',
  aws_api_gateway_method: 'resource_id',
  aws_api_gateway_integration: 'resource_id',
};

const OF_ATTRIBUTE: Readonly<Record<string, Wanted>> = {
  api_id: APIS,
  audience: { aws_cognito_user_pool_client: 'id' },
  authorizer_id: AUTHORIZERS,
  authorizer_uri: FUNCTIONS,
  destination: FUNCTION_ARNS,
  domain_name: DOMAINS,
  function_name: FUNCTION_NAMES,
  http_method: { aws_api_gateway_method: 'http_method', aws_api_gateway_integration: 'http_method' },
  integration_id: { aws_apigatewayv2_integration: 'id' },
  integration_uri: FUNCTIONS,
  issuer: { aws_cognito_user_pool: 'endpoint' },
  key_id: { aws_api_gateway_api_key: 'id' },
  lambda_function_arn: FUNCTION_ARNS,
  layers: { aws_lambda_layer_version: 'arn' },
  parent_id: RESOURCES,
  provider_arns: { aws_cognito_user_pool: 'arn' },
  request_validator_id: { aws_api_gateway_request_validator: 'id' },
  resource_id: RESOURCES,
  rest_api_id: { aws_api_gateway_rest_api: 'id' },
  rule: { aws_cloudwatch_event_rule: 'name' },
  route_id: { aws_apigatewayv2_route: 'id' },
  stage: STAGES,
  stage_name: STAGES,
  target_arn: FUNCTION_ARNS,
  uri: FUNCTIONS,
  usage_plan_id: { aws_api_gateway_usage_plan: 'id' },
};

/** Attributes that hold lists of references. */
const LISTS = new Set(['audience', 'layers', 'provider_arns']);

export function wantedBy(type: string, attribute: string): Wanted | undefined {
  if (attribute === 'target') {
    return type === 'aws_apigatewayv2_api' ? FUNCTIONS : { aws_apigatewayv2_integration: 'id' };
  }
  // What a rule, a schedule or a topic invokes.
  if (attribute === 'arn')
    return /^aws_(?:cloudwatch_event_target|scheduler_schedule)$/.test(type) ? FUNCTION_ARNS : undefined;
  if (attribute === 'endpoint') return type === 'aws_sns_topic_subscription' ? FUNCTION_ARNS : undefined;
  if (attribute === 'function_name' && type === 'aws_lambda_function') return undefined;
  if (attribute === 'domain_name' && type.endsWith('_domain_name')) return undefined;
  if (attribute === 'http_method' && type === 'aws_api_gateway_method') return undefined;
  if (attribute === 'stage_name' && type === 'aws_api_gateway_stage') return undefined;
  return Object.hasOwn(OF_ATTRIBUTE, attribute) ? OF_ATTRIBUTE[attribute] : undefined;
}

export function isList(attribute: string): boolean {
  return LISTS.has(attribute);
}

/** Attributes of functions that mean something else than the function as it is: a version, a stream. */
export const OWN_MEANING = new Set(['qualified_arn', 'qualified_invoke_arn', 'response_streaming_invoke_arn']);

const DOCUMENTS = new Set(['body', 'policy', 'schema', 'stage_variables', 'variables']);

/** Attributes with documents and whole maps: of one that is unknown, its references say nothing. */
export function isDocument(attribute: string): boolean {
  return DOCUMENTS.has(attribute);
}

/** Maps whose values are templates and mapping expressions. */
export function holdsTexts(attribute: string): boolean {
  return /^(?:request|response)_(?:templates|parameters)$/.test(attribute);
}

/** Attributes that have no meaning here, so that nothing is said of them when they are unknown. */
export function isWithoutMeaning(attribute: string): boolean {
  return attribute === 'deployment_id';
}
