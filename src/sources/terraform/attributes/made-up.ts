import { derivedId } from '../../../model/definition/derived-id.ts';
import { functionArn } from '../../../model/lambda/arn.ts';
import { arnOf, type Place } from '../../cloudformation/names/attributes.ts';
import { madeUpIds } from '../../cloudformation/names/resource-names.ts';
import type { Instance } from '../document/instance.ts';
import { namedType } from './named-types.ts';

/** What an attribute that AWS gives at creation is made of. */
export interface Making extends Place {
  readonly instance: Instance;
  /** Another attribute of the instance as text. */
  readonly attribute: (name: string) => string;
}

type Make = (making: Making) => string;
type Attributes = Readonly<Record<string, Make>>;

const invokePath = (date: string, arn: string, place: Place, end: string): string =>
  `arn:aws:apigateway:${place.region}:lambda:path/${date}/functions/${arn}/${end}`;

const invoke =
  (arn: string): Make =>
  (making) =>
    invokePath('2015-03-31', making.attribute(arn), making, 'invocations');

/** ARN of a function whose `function_name` may be a name or an ARN. */
const ofFunction = ({ attribute, region, accountId }: Making): string => {
  const written = attribute('function_name');
  return written.startsWith('arn:') ? written : functionArn(region, accountId, written);
};

const executionArn: Make = ({ attribute, region, accountId }) =>
  `arn:aws:execute-api:${region}:${accountId}:${attribute('id')}`;
const host: Make = ({ attribute, region }) => `${attribute('api_id')}.execute-api.${region}.amazonaws.com`;
const regionalName: Make = ({ instance, region }) =>
  `d-${derivedId('domain', instance.address)}.execute-api.${region}.amazonaws.com`;

const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
  aws_api_gateway_domain_name: { regional_domain_name: regionalName, id: ({ attribute }) => attribute('domain_name') },
  aws_api_gateway_rest_api: {
    root_resource_id: ({ instance }) => derivedId('root resource', instance.address),
    execution_arn: executionArn,
    arn: ({ attribute, region }) => `arn:aws:apigateway:${region}::/restapis/${attribute('id')}`,
  },
  aws_api_gateway_stage: {
    id: ({ attribute }) => `ags-${attribute('rest_api_id')}-${attribute('stage_name')}`,
    invoke_url: ({ attribute, region }) =>
      `https://${attribute('rest_api_id')}.execute-api.${region}.amazonaws.com/${attribute('stage_name')}`,
  },
  aws_apigatewayv2_api: {
    execution_arn: executionArn,
    arn: ({ attribute, region }) => `arn:aws:apigateway:${region}::/apis/${attribute('id')}`,
    api_endpoint: ({ attribute, region }) =>
      `${attribute('protocol_type') === 'WEBSOCKET' ? 'wss' : 'https'}://${attribute('id')}.execute-api.${region}.amazonaws.com`,
  },
  aws_apigatewayv2_domain_name: { id: ({ attribute }) => attribute('domain_name') },
  aws_apigatewayv2_stage: {
    id: ({ attribute }) => attribute('name'),
    invoke_url: (making) => {
      const name = making.attribute('name');
      return `https://${host(making)}/${name === '$default' ? '' : name}`;
    },
  },
  aws_caller_identity: { account_id: ({ accountId }) => accountId, id: ({ accountId }) => accountId },
  aws_region: { name: ({ region }) => region, region: ({ region }) => region, id: ({ region }) => region },
  aws_partition: { partition: () => 'aws', dns_suffix: () => 'amazonaws.com', id: () => 'aws' },
  aws_cognito_user_pool: {
    id: ({ instance, region }) => `${region}_${derivedId('user pool', instance.address, 9)}`,
    endpoint: ({ attribute, region }) => `cognito-idp.${region}.amazonaws.com/${attribute('id')}`,
  },
  aws_cognito_user_pool_client: { id: ({ instance }) => derivedId('user pool client', instance.address, 26) },
  aws_dynamodb_table: {
    id: ({ attribute }) => attribute('name'),
    stream_arn: ({ attribute }) => `${attribute('arn')}/stream/2026-01-01T00:00:00.000`,
  },
  aws_lambda_alias: {
    arn: (making) => `${ofFunction(making)}:${making.attribute('name')}`,
    id: ({ attribute }) => attribute('arn'),
    invoke_arn: invoke('arn'),
  },
  aws_lambda_function: {
    id: ({ attribute }) => attribute('function_name'),
    version: () => '1',
    qualified_arn: ({ attribute }) => `${attribute('arn')}:${attribute('version')}`,
    invoke_arn: invoke('arn'),
    qualified_invoke_arn: invoke('qualified_arn'),
    response_streaming_invoke_arn: (making) =>
      invokePath('2021-11-15', making.attribute('arn'), making, 'response-streaming-invocations'),
  },
  aws_lambda_function_url: {
    function_arn: ofFunction,
    function_url: ({ instance, region }) =>
      `https://${derivedId('url', instance.address, 32)}.lambda-url.${region}.on.aws/`,
  },
  aws_lambda_layer_version: { layer_arn: ({ attribute }) => attribute('arn').replace(/:\d+$/, ''), version: () => '1' },
  aws_s3_bucket: {
    id: ({ attribute }) => attribute('bucket'),
    bucket_domain_name: ({ attribute }) => `${attribute('bucket')}.s3.amazonaws.com`,
    bucket_regional_domain_name: ({ attribute, region }) => `${attribute('bucket')}.s3.${region}.amazonaws.com`,
  },
  aws_s3_object: { id: ({ attribute }) => attribute('key') },
  aws_s3_bucket_object: { id: ({ attribute }) => attribute('key') },
  aws_sqs_queue: {
    url: ({ attribute, region, accountId }) => `https://sqs.${region}.amazonaws.com/${accountId}/${attribute('name')}`,
    id: ({ attribute }) => attribute('url'),
  },
};

/** The value of an attribute that AWS gives at creation, as it will look; `undefined` for one that AWS alone knows. */
export function madeUpAttribute(name: string, making: Making): string | undefined {
  const { instance, attribute } = making;
  const { type, address } = instance;
  const own = Object.hasOwn(ATTRIBUTES, type) ? ATTRIBUTES[type] : undefined;
  if (own !== undefined && Object.hasOwn(own, name)) return own[name]?.(making);
  const known = namedType(type);
  if (known === undefined) return undefined;
  const length = madeUpIds[known.cloudFormation];
  if (name === known.name) return nameOf(instance);
  if (name === 'arn') {
    return arnOf({ type: known.cloudFormation, name: attribute(known.name ?? 'id') }, making);
  }
  if (name !== 'id') return undefined;
  if (length === undefined) return known.name === undefined ? derivedId(type, address) : namedId(making, known.name);
  return derivedId(type, address, length);
}

/** The id of most named things is their name, of some their ARN. */
function namedId({ instance, attribute }: Making, name: string): string {
  return /^aws_(?:sns_topic|secretsmanager_secret|sfn_state_machine|iam_policy|lambda_layer_version)$/.test(
    instance.type,
  )
    ? attribute('arn')
    : attribute(name);
}

/** A name that is known after the apply only: the address as a name. Functions are called by it, so it stays the same. */
function nameOf({ address, type }: Instance): string {
  const name = address
    .replaceAll(/(?:^|\.)module\./g, '.')
    .replace(`${type}.`, '')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name.length <= 64 ? name : `${name.slice(0, 55)}-${derivedId('name', address, 8)}`;
}
