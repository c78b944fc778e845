import { isJsonObject } from '../../../model/base/json.ts';
import { at, type JsonMap, listAt, mapAt, textAt } from '../document/json-values.ts';
import { byMember, limitsOf, without } from './lists.ts';

type Adapt = (values: JsonMap) => JsonMap;

/** Where Terraform's attributes are of another shape than those of AWS's API. */
const ADAPTERS: Readonly<Record<string, Adapt>> = {
  // The provider's defaults are those of its documentation; plans have them, states too.
  aws_api_gateway_api_key: (values) => ({ enabled: true, ...values }),
  aws_api_gateway_authorizer: (values) => ({ type: 'TOKEN', ...values }),
  aws_api_gateway_deployment: (values) => without(values, 'stage_description'),
  aws_api_gateway_rest_api(values) {
    const size = Number(values['minimum_compression_size'] ?? -1);
    return size < 0 ? without(values, 'minimum_compression_size') : values;
  },
  aws_api_gateway_usage_plan: (values) => ({
    ...values,
    api_stages: listAt(values, 'api_stages').map((stage) => ({
      ...(isJsonObject(stage) && stage),
      throttle: byMember(at(stage, 'throttle'), 'path') ?? null,
    })),
  }),
  aws_apigatewayv2_authorizer: (values) => ({
    // States have 0 for what JWT authorizers do not have.
    ...(textAt(values, 'authorizer_type') === 'JWT' ? without(values, 'authorizer_result_ttl_in_seconds') : values),
    ...withIssuer(values),
  }),
  aws_apigatewayv2_integration: (values) => ({
    ...values,
    response_parameters:
      byMember(values['response_parameters'], 'status_code', (block) => mapAt(block, 'mappings')) ?? null,
  }),
  aws_apigatewayv2_route: (values) => ({
    ...without(values, 'request_parameter'),
    request_parameters: byMember(values['request_parameter'], 'request_parameter_key') ?? null,
  }),
  aws_apigatewayv2_stage: (values) => ({
    ...values,
    // A state has 0 where no limit was set: the provider stores what it reads.
    default_route_settings: limitsOf(values['default_route_settings'], (limit) => limit <= 0) ?? null,
    route_settings:
      byMember(values['route_settings'], 'route_key', (block) =>
        limitsOf(without(block, 'route_key'), (limit) => limit <= 0),
      ) ?? null,
  }),
  aws_s3_bucket_notification: (values) => ({
    bucket_name: values['bucket'],
    notification_configuration: {
      lambda_configurations: listAt(values, 'lambda_function').map((block) => ({
        function: at(block, 'lambda_function_arn'),
      })),
    },
  }),
};

/** The attributes of a resource in the shape in which records are read. */
export function adapted(type: string, values: JsonMap): JsonMap {
  const adapt = Object.hasOwn(ADAPTERS, type) ? ADAPTERS[type] : undefined;
  return adapt === undefined ? values : adapt(values);
}

/** `https://${pool.endpoint}` is the endpoint alone once the template is gone. */
function withIssuer(values: JsonMap): JsonMap {
  const block = at(values['jwt_configuration'], 0);
  const issuer = textAt(block, 'issuer');
  if (!isJsonObject(block) || issuer === undefined || issuer.includes('://')) return {};
  return { jwt_configuration: [{ ...block, issuer: `https://${issuer}` }] };
}
