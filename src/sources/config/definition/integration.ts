import { INTEGRATION_TIMEOUT_MS, MAX_RAISED_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import { boolean, choice, either, integer, list, map, record, scalar, text } from '../shape/shape.ts';
import { textMap } from './common-shapes.ts';

const contentHandling = choice('Conversion of the body.', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'], { anyCase: true });
const templates = (doc: string) => map(doc, text(''));

const common = {
  httpMethod: choice(
    "Method of the call to the backend. Default, and ANY: the client's. POST for Lambda.",
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'],
    { anyCase: true },
  ),
  uri: text(
    'An http(s) URL, an integration ARN, or the ARN or name of a function. ${stageVariables.x} may stand in it.',
  ),
  connectionType: choice('VPC_LINK for a private backend.', ['INTERNET', 'VPC_LINK'], { anyCase: true }),
  connectionId: text('Name or id of the VPC link: a key of vpcLinks.'),
  credentials: text('Role of the call on AWS; arn:aws:iam::*:user/* passes the caller on.'),
};
const tlsConfig = record('tlsConfig', 'TLS towards the backend.', {
  insecureSkipVerification: boolean('Do not check who issued the certificate. REST APIs.'),
  serverNameToVerify: text('Name that the certificate must be for. HTTP APIs.'),
});
const timeoutInMillis = (max: number) =>
  integer('How long the backend may take.', { min: 50, max, unit: 'milliseconds' });
const passthroughBehavior = choice(
  'What to do with a body that has no template.',
  ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'],
  { anyCase: true },
);
const requestParameters = textMap('integration.request.header.X (querystring, path) -> where the value comes from.');

export const httpIntegration = record(
  'HTTP API integration',
  'Fields of x-amazon-apigateway-integration.',
  {
    ...common,
    type: choice('', ['AWS_PROXY', 'HTTP_PROXY'], { anyCase: true }),
    integrationSubtype: text('An AWS service action such as SQS-SendMessage.'),
    payloadFormatVersion: choice('Shape of the event.', ['1.0', '2.0'], { aliases: { '1': '1.0', '2': '2.0' } }),
    timeoutInMillis: timeoutInMillis(INTEGRATION_TIMEOUT_MS.http),
    requestParameters: textMap("append:header.X, overwrite:path … -> value; or the service's parameters."),
    responseParameters: map('Status code -> append:header.X, overwrite:statuscode … -> value.', textMap('')),
    tlsConfig,
  },
  ['type'],
);

const statusCode = scalar('Status code of the method response.', {
  pattern: '^[1-5][0-9][0-9]$',
  wanted: 'a status code from 100 to 599',
});
const responseFields = {
  responseParameters: textMap('method.response.header.X -> where the value comes from.'),
  responseTemplates: templates('Media type (or template key) -> template.'),
  contentHandling,
};
export const restIntegration = record(
  'REST integration',
  'Fields of x-amazon-apigateway-integration.',
  {
    ...common,
    type: choice('', ['AWS_PROXY', 'AWS', 'HTTP_PROXY', 'HTTP', 'MOCK'], { anyCase: true }),
    timeoutInMillis: timeoutInMillis(MAX_RAISED_TIMEOUT_MS.STREAM),
    requestParameters,
    requestTemplates: templates('Media type -> VTL template.'),
    passthroughBehavior,
    contentHandling,
    integrationTarget: text(
      'ARN of the load balancer behind a VPC link V2: a key of vpcLinks. The stage begins the path.',
    ),
    cacheNamespace: text('Methods with the same namespace share cached responses.'),
    cacheKeyParameters: list('Parameters that are part of the cache key.', text('')),
    responses: either(
      'How to answer: by pattern, or as a list.',
      map(
        'Pattern on the status code or error message, or "default" -> response.',
        record('integration response', 'One way to answer.', { ...responseFields, statusCode }, ['statusCode']),
      ),
      list(
        'As CloudFormation has them: several may do without a pattern.',
        record(
          'listed integration response',
          'One way to answer.',
          {
            ...responseFields,
            statusCode,
            selectionPattern: text('Pattern on the status code or error message. Default: the response for the rest.'),
          },
          ['statusCode'],
        ),
      ),
    ),
    tlsConfig,
    responseTransferMode: choice('STREAM sends the response as it comes.', ['BUFFERED', 'STREAM'], { anyCase: true }),
  },
  ['type'],
);

export const websocketIntegration = record(
  'WebSocket integration',
  'Fields of x-amazon-apigateway-integration.',
  {
    ...common,
    type: choice('', ['AWS_PROXY', 'AWS', 'HTTP_PROXY', 'HTTP', 'MOCK'], { anyCase: true }),
    payloadFormatVersion: choice('Always 1.0.', ['1.0'], { aliases: { '1': '1.0' } }),
    timeoutInMillis: timeoutInMillis(INTEGRATION_TIMEOUT_MS.websocket),
    requestParameters,
    requestTemplates: templates('Template key -> VTL template.'),
    templateSelectionExpression: text('Which request template is used.'),
    passthroughBehavior,
    contentHandling,
    responses: map(
      '$default, or /pattern/ on the status code or error message -> response.',
      record('WebSocket integration response', 'One way to answer.', {
        ...responseFields,
        templateSelectionExpression: text('Which response template is used.'),
      }),
    ),
    tlsConfig,
  },
  ['type'],
);
