import { INTEGRATION_TIMEOUT_MS, MAX_RAISED_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import { boolean, choice, either, integer, list, map, record, scalar, text } from '../shape/shape.ts';
import { httpIntegration, restIntegration, websocketIntegration } from './integration.ts';
import { throttle } from './plans.ts';
import { functionName, httpUrl } from './common-shapes.ts';

const target = functionName('The function that answers. ${stageVariables.x} and a qualifier after : may stand in it.');

const common = {
  function: target,
  http: httpUrl('Proxy to this URL; {name} takes a path parameter.'),
  authorizer: text('Name of an authorizer of the API, or iam for signed requests.'),
  operationName: text('A name for people. Informative.'),
  throttle,
};
const scopes = list('A token needs one of these.', text(''), { max: 10 });
const timeoutInMillis = (max: number) =>
  integer('How long the target may take.', { min: 50, max, unit: 'milliseconds' });
const requestModels = map('Media type (or $default, or the key that is selected) -> name of a model.', text(''));

export const httpRoute = either(
  "A function's name, or more.",
  target,
  record('route', 'A route of an HTTP API.', {
    ...common,
    integration: httpIntegration,
    scopes,
    payloadFormatVersion: choice('Shape of the event. Default: 2.0.', ['1.0', '2.0'], {
      aliases: { '1': '1.0', '2': '2.0' },
    }),
    timeoutInMillis: timeoutInMillis(INTEGRATION_TIMEOUT_MS.http),
  }),
);

const validator = record('request validator', 'What is checked before the integration is called.', {
  validateRequestBody: boolean('Bodies against requestModels.'),
  validateRequestParameters: boolean('Required requestParameters.'),
});

export const requestValidators = map('Request validators by name.', validator);

export const requestValidator = either('Name of a request validator, or what it checks.', text(''), validator);

const methodResponse = {
  responseParameters: map('method.response.header.X -> whether it is required.', boolean('')),
  responseModels: map('Media type -> name of a model.', text('')),
};
const statusCode = scalar('Status code.', { pattern: '^[1-5][0-9][0-9]$', wanted: 'a status code from 100 to 599' });

export const restRoute = either(
  "A function's name, or more.",
  target,
  record('REST route', 'A method of a REST API.', {
    ...common,
    integration: restIntegration,
    scopes,
    apiKeyRequired: boolean('Only with an API key of a usage plan.'),
    requestParameters: map('method.request.header.X (querystring, path) -> whether it is required.', boolean('')),
    requestModels,
    requestValidator,
    methodResponses: either(
      'Responses that integration responses map to.',
      list('', record('method response', 'A response.', { ...methodResponse, statusCode }, ['statusCode'])),
      map('Status code -> response.', record('method response by status', 'A response.', methodResponse), {
        pattern: '^[1-5][0-9][0-9]$',
        wanted: 'a status code from 100 to 599',
      }),
    ),
    timeoutInMillis: timeoutInMillis(MAX_RAISED_TIMEOUT_MS.STREAM),
    responseTransferMode: choice('STREAM sends the response as it comes.', ['BUFFERED', 'STREAM'], { anyCase: true }),
  }),
);

const required = record('required', 'As apigatewayv2 writes it.', {
  required: boolean('Whether a handshake must have it.'),
});

export const websocketRoute = either(
  "A function's name, or more.",
  target,
  record('WebSocket route', 'A route of a WebSocket API.', {
    ...common,
    integration: websocketIntegration,
    routeResponse: boolean('Send what the target returns back to the client.'),
    routeResponseSelectionExpression: choice('The same, as in CloudFormation.', ['$default']),
    apiKeyRequired: boolean('Only with an API key of a usage plan; on $connect.'),
    modelSelectionExpression: text('Which model a message is checked against.'),
    requestModels,
    requestParameters: map(
      'route.request.querystring.X, route.request.header.X -> whether it is required; on $connect.',
      either('', boolean(''), required),
    ),
    timeoutInMillis: timeoutInMillis(INTEGRATION_TIMEOUT_MS.websocket),
  }),
);
