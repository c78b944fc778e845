import { integrationDefaults } from '../../../model/definition/integration-defaults.ts';
import { INTEGRATION_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import type { Integration } from '../../../model/definition/integration.ts';
import { Fields } from '../document/fields.ts';
import { checkFunctionExists, functionTargetOf } from '../function-uri.ts';
import { readMappings, readResponseMappings } from './http-mappings.ts';
import { readSubtypeParameters } from './http-subtypes.ts';
import { integrationPosition, readConnection, type IntegrationSource } from './integration-parts.ts';

const HTTP_URI = /^(?:https?:\/\/|\$\{stageVariables\.)/i;

/** Fields that only REST APIs look at (docs/aws/http-api.md#openapi-import). */
const REST_ONLY = [
  'requestTemplates',
  'responseTemplates',
  'passthroughBehavior',
  'cacheKeyParameters',
  'cacheNamespace',
  'contentHandling',
  'responses',
];

/**
 * An integration of an HTTP API (docs/aws/http-api.md#integrations, docs/aws/http-api.md#openapi-import). `undefined` when it cannot be
 * read, or when AWS would leave it out.
 */
export function readHttpIntegration(source: IntegrationSource): Integration | undefined {
  const { fields } = source;
  const type = readType(source);
  if (!type) return undefined;
  const httpMethod = fields.text('httpMethod')?.toUpperCase();
  const subtype = fields.text('integrationSubtype');
  const target = type === 'HTTP_PROXY' ? readHttpTarget(source) : readLambdaTarget(subtype, source);
  const connection = readConnection(source);
  const version = readPayloadVersion(type, subtype, source);
  const requestParameters =
    subtype === undefined ? readMappings('requestParameters', source) : readSubtypeParameters(subtype, source);
  const tlsConfig = readTlsConfig(source);
  const timeoutInMillis = fields.integer('timeoutInMillis', { from: 50, to: INTEGRATION_TIMEOUT_MS.http });
  const integration: Integration = {
    ...integrationDefaults('http'),
    ...(timeoutInMillis !== undefined && { timeoutInMillis }),
    type,
    ...(subtype !== undefined && { integrationSubtype: subtype }),
    ...target,
    // A function is always called with POST, so its method says nothing.
    ...(httpMethod !== undefined && !('lambda' in target) && { httpMethod }),
    ...connection,
    ...(version && { payloadFormatVersion: version }),
    requestParameters,
    responseParameters: readResponseMappings(source),
    ...(tlsConfig && { tlsConfig }),
    ...integrationPosition(source),
  };
  warnOfOthers(source);
  return integration;
}

/** Types of other kinds of API are warned of and the import goes on (docs/aws/http-api.md#openapi-import). */
function readType({ fields, at, context }: IntegrationSource): 'AWS_PROXY' | 'HTTP_PROXY' | undefined {
  const written = fields.text('type');
  const type = written?.toUpperCase();
  if (type === 'AWS_PROXY' || type === 'HTTP_PROXY') return type;
  const place = at('type').position;
  if (type === 'AWS' || type === 'HTTP' || type === 'MOCK') {
    const message = `HTTP APIs have no integrations of type ${type}: the route is omitted`;
    context.problems.warning(message, place, 'Use aws_proxy or http_proxy, or make it a REST API (type: rest).');
    return undefined;
  }
  const found = written === undefined ? 'the integration has no "type"' : `"${written}" is not a type of integration`;
  context.problems.error(found, place, 'Wanted aws_proxy or http_proxy.');
  return undefined;
}

function readHttpTarget({ fields, refuse }: IntegrationSource): Pick<Integration, 'uri'> {
  const uri = fields.text('uri');
  const isPrivate = fields.text('connectionType')?.toUpperCase() === 'VPC_LINK';
  if (uri !== undefined && (isPrivate ? /^arn:|^https?:/ : HTTP_URI).test(uri)) return { uri };
  // What is there but could not be read has its own problem.
  if (uri === undefined && fields.raw('uri')) return {};
  const wanted = isPrivate
    ? 'the ARN of a listener or Cloud Map service'
    : 'a URL that begins with http:// or https://';
  const found = uri === undefined ? 'found none' : `found "${uri}"`;
  refuse('uri', `the "uri" of this http_proxy integration must be ${wanted}, ${found}`);
  return {};
}

function readLambdaTarget(subtype: string | undefined, source: IntegrationSource): Pick<Integration, 'lambda' | 'uri'> {
  const { fields, at, refuse, context } = source;
  const uri = fields.text('uri', 'function');
  const method = fields.text('httpMethod')?.toUpperCase();
  if (subtype !== undefined) return {};
  if (method !== undefined && method !== 'POST')
    context.problems.warning(`a Lambda function is called with POST, found ${method}`, at('httpMethod').position);
  const lambda = uri === undefined ? undefined : functionTargetOf(uri, context);
  if (!lambda) {
    const found = uri === undefined ? 'has no "uri"' : `names no Lambda function: "${uri}"`;
    refuse('uri', `the aws_proxy integration ${found}`, 'Wanted the ARN of a function, or its invocation ARN.');
    return uri === undefined ? {} : { uri };
  }
  checkFunctionExists(lambda, at('uri'), context);
  return { lambda };
}

/**
 * A default where a Lambda integration does not say; nothing but 1.0 for the others (docs/aws/http-api.md#objects,
 * docs/aws/http-api.md#lambda-proxy).
 */
function readPayloadVersion(
  type: 'AWS_PROXY' | 'HTTP_PROXY',
  subtype: string | undefined,
  { fields, at, refuse, context }: IntegrationSource,
): '1.0' | '2.0' | undefined {
  const written = fields.oneOf('payloadFormatVersion', ['1.0', '2.0', '1', '2']);
  const version = written && (written.startsWith('1') ? '1.0' : '2.0');
  const isLambda = type === 'AWS_PROXY' && subtype === undefined;
  if (!isLambda && version === '2.0')
    refuse('payloadFormatVersion', 'only Lambda functions take payload format version 2.0', 'Write 1.0.');
  const otherwise = context.options.payloadFormatVersion ?? '2.0';
  if (isLambda && !fields.raw('payloadFormatVersion'))
    context.problems.warning(
      `AWS wants "payloadFormatVersion"; it is taken for ${otherwise} here`,
      at('payloadFormatVersion').position,
    );
  return isLambda ? (version ?? otherwise) : version;
}

function readTlsConfig({ fields, context }: IntegrationSource): Integration['tlsConfig'] {
  const place = fields.map('tlsConfig');
  if (!place) return undefined;
  const tls = new Fields(place, context);
  const serverName = tls.text('serverNameToVerify');
  const insecure = tls.raw('insecureSkipVerification');
  if (insecure) context.problems.warning('HTTP APIs ignore "insecureSkipVerification"', insecure.keyPosition);
  tls.warnOfTheRest();
  return serverName === undefined ? {} : { serverNameToVerify: serverName };
}

function warnOfOthers({ fields, context }: IntegrationSource): void {
  for (const name of REST_ONLY) {
    const place = fields.raw(name);
    if (place) context.problems.warning(`HTTP APIs ignore "${name}"`, place.keyPosition);
  }
  const mode = fields.raw('responseTransferMode');
  if (mode) context.problems.warning('HTTP APIs do not stream: "responseTransferMode" is ignored', mode.keyPosition);
  fields.warnOfTheRest();
}
