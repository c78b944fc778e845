import { serviceTargetOf } from '../../../model/lambda/arn.ts';
import type { Integration } from '../../../model/definition/integration.ts';
import { checkFunctionExists, functionTargetOf } from '../function-uri.ts';
import type { IntegrationSource } from './integration-parts.ts';

type Target = Pick<Integration, 'lambda' | 'service' | 'uri' | 'httpMethod'>;

const HTTP_URI = /^https?:\/\/[^\s/?#]+/i;
const API_GATEWAY_ARN = /^arn:[\w-]+:apigateway:/;

/** Where a REST integration goes. A MOCK goes nowhere, so its URI and method are dropped (recorded: docs/aws/rest-api-observed.md#mock). */
export function readRestTarget(type: Integration['type'], source: IntegrationSource): Target {
  const { fields } = source;
  const uri = fields.text('uri', 'function');
  const method = fields.text('httpMethod')?.toUpperCase();
  if (type === 'MOCK') return {};
  checkMethod(method, source);
  const httpMethod = method === undefined ? {} : { httpMethod: method };
  // What is there but could not be read has its own problem.
  if (uri === undefined && fields.raw('uri')) return httpMethod;
  if (type === 'HTTP' || type === 'HTTP_PROXY') return { ...readHttpUri(uri, source), ...httpMethod };
  return { ...readArn(type, uri, method, source), ...httpMethod };
}

/** Texts recorded for PutMethod and PutIntegration: docs/aws/rest-api-observed.md#control-plane-messages. */
function checkMethod(method: string | undefined, { refuse }: IntegrationSource): void {
  const methods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];
  if (method === undefined) {
    const hint =
      'Add httpMethod to the integration: POST for Lambda and most services, else what the backend is called with.';
    refuse('httpMethod', 'Enumeration value for HttpMethod must be non-empty', hint);
  } else if (!methods.includes(method))
    refuse('httpMethod', `Invalid HttpMethod specified. Valid options are ${methods.join(',')}`);
}

function readHttpUri(uri: string | undefined, { refuse }: IntegrationSource): Target {
  if (uri !== undefined && HTTP_URI.test(uri)) return { uri };
  const found = uri === undefined ? 'The integration has no "uri"' : `Found "${uri}"`;
  refuse('uri', 'Invalid HTTP endpoint specified for URI', `${found}; wanted http:// or https:// and a host.`);
  return {};
}

function readArn(
  type: 'AWS' | 'AWS_PROXY',
  uri: string | undefined,
  method: string | undefined,
  source: IntegrationSource,
): Target {
  const { refuse, at, context } = source;
  const found = uri === undefined ? 'The integration has no "uri".' : `Found "${uri}".`;
  if (uri === undefined || !uri.startsWith('arn:')) {
    refuse('uri', 'Invalid ARN specified in the request', found);
    return uri === undefined ? {} : { uri };
  }
  const service = serviceTargetOf(uri);
  if (type === 'AWS' && service) return { service, uri };
  const lambda = API_GATEWAY_ARN.test(uri) && !service ? functionTargetOf(uri, context) : undefined;
  if (!lambda && !service) {
    const hint = `${found} A function is arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations.`;
    refuse('uri', 'AWS ARN for integration must contain path or action', hint);
    return {};
  }
  if (!lambda) {
    refuse('uri', `AWS_PROXY calls Lambda functions only, found the service ${service?.service}`, 'Use type AWS.');
    return {};
  }
  checkFunctionExists(lambda, at('uri'), context);
  if (method !== undefined && method !== 'POST')
    context.problems.warning(
      `a Lambda function is called with POST; with httpMethod ${method} every request is answered 500`,
      at('httpMethod').position,
    );
  return { lambda };
}
