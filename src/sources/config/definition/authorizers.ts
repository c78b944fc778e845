import { boolean, choice, integer, list, record, tagged, text } from '../shape/shape.ts';
import { functionName, textOrTexts } from './common-shapes.ts';

const ttl = integer('How long a result is kept; 0 turns caching off.', { min: 0, max: 3600, unit: 'seconds' });
const identityValidationExpression = text(
  'A regular expression that the token has to match before anything else happens.',
);
const credentials = text('Role that would invoke the function on AWS. Informative.');

/** Each of these may be written in short, or as in `x-amazon-apigateway-authorizer`. */
const lambda = {
  function: functionName('The function that decides.'),
  authorizerUri: text('The function as an ARN, or as the URI of an integration.'),
  ttl,
  authorizerResultTtlInSeconds: ttl,
  authorizerCredentials: credentials,
};

const payloadFormatVersion = choice('Shape of the event; 2.0 is the default.', ['1.0', '2.0'], {
  aliases: { '1': '1.0', '2': '2.0' },
});
const simpleResponses = boolean(
  'The function answers { isAuthorized, context } instead of a policy. Implies payload 2.0.',
);

const jwtConfiguration = record('jwtConfiguration', 'Issuer and audience, as in OpenAPI.', {
  issuer: text('The token issuer.'),
  audience: list('Accepted audiences.', text(''), { min: 1, max: 50 }),
});

export const httpAuthorizer = tagged('Who may call routes that name it.', {
  jwt: record('jwt authorizer', 'Accepts tokens of an issuer.', {
    issuer: text('An https URL (http on loopback), or "local" for the emulator\'s own issuer.'),
    audience: list('A token needs one of these as aud (or client_id).', text(''), { min: 1, max: 50 }),
    jwtConfiguration,
    identitySource: textOrTexts('Where the token is. Default: $request.header.Authorization.'),
  }),
  request: record('request authorizer', 'A function that sees the request and decides.', {
    ...lambda,
    identitySource: textOrTexts(
      'Values that a request must have before the function is invoked, and the key of cached results: [$request.header.X, …].',
    ),
    payloadFormatVersion,
    authorizerPayloadFormatVersion: payloadFormatVersion,
    simpleResponses,
    enableSimpleResponses: simpleResponses,
  }),
});

export const restAuthorizer = tagged(
  'Who may call methods that name it.',
  {
    token: record('token authorizer', 'A function that sees one header.', {
      ...lambda,
      identitySource: text('method.request.header.X. Default: the Authorization header.'),
      identityValidationExpression,
    }),
    request: record('REST request authorizer', 'A function that sees the request and decides.', {
      ...lambda,
      identitySource: text(
        'method.request.header.X, method.request.querystring.X, stageVariables.X, context.X, separated by commas.',
      ),
    }),
    cognito: record('cognito authorizer', 'Accepts tokens of Cognito user pools.', {
      userPool: textOrTexts('Issuer of the pool: an https URL (http on loopback), a user pool ARN, or "local".'),
      providerARNs: list('User pool ARNs.', text(''), { min: 1 }),
      identitySource: text('method.request.header.X. Default: the Authorization header.'),
      identityValidationExpression,
      ttl,
      authorizerResultTtlInSeconds: ttl,
    }),
  },
  { cognito_user_pools: 'cognito' },
);

export const websocketAuthorizer = tagged('Who may connect.', {
  request: record('WebSocket authorizer', 'A function that sees the handshake and decides.', {
    function: lambda.function,
    authorizerUri: lambda.authorizerUri,
    authorizerCredentials: lambda.authorizerCredentials,
    ttl: integer(
      'Accepted for symmetry with the other API types; ignored: the function is invoked at every handshake.',
      {
        min: 0,
        max: 3600,
        unit: 'seconds',
      },
    ),
    identitySource: textOrTexts(
      'What a handshake must have: [route.request.header.X, route.request.querystring.X, …].',
    ),
  }),
});
