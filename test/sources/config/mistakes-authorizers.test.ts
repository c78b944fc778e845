import { expect, test } from 'vitest';
import { httpApi, loadText, said } from './reading.ts';

// Mistakes in the authorizers of HTTP APIs: what the user reads, word for word, with its place.
test.each([
  [
    'an unknown authorizer',
    httpApi(
      '    authorizers:\n      users: { type: jwt, issuer: local, audience: [a] }\n    routes:\n      GET /a: { function: list, authorizer: user }\n',
    ),
    '10:45 apis.shop.routes["GET /a"] names the authorizer "user", which the API does not have -> Did you mean "users"?',
  ],
  [
    'an issuer over plain http',
    httpApi('    authorizers:\n      users: { type: jwt, issuer: "http://idp.example.com", audience: [a] }\n'),
    '8:35 apis.shop.authorizers.users.issuer must be an https URL (http on loopback), a user pool ARN or "local", found "http://idp.example.com" -> The issuer "local" is the emulator itself: it hands out tokens at the admin port.',
  ],
  [
    'a JWT authorizer without an audience',
    httpApi('    authorizers:\n      users: { type: jwt, issuer: local }\n'),
    '8:7 apis.shop.authorizers.users needs "audience": a list of what tokens are issued for',
  ],
  [
    'a REST identity source in an HTTP API',
    httpApi(
      '    authorizers:\n      session: { type: request, function: list, identitySource: [method.request.header.Cookie] }\n',
    ),
    '8:66 apis.shop.authorizers.session.identitySource must be $request.header.X, $request.querystring.X, $context.X or $stageVariables.X, found "method.request.header.Cookie"',
  ],
  [
    'an authorizer function that does not exist',
    httpApi('    authorizers:\n      session: { type: request, function: authorise }\n'),
    '8:43 apis.shop.authorizers.session names the function "authorise", which does not exist -> Known functions: list, create.',
  ],
  [
    'an authorizer called iam',
    httpApi('    authorizers:\n      iam: { type: request, function: list }\n'),
    '8:7 an authorizer cannot be called "iam": on a route that means a signed request',
  ],
  [
    'a short and a long form at once',
    httpApi(
      '    authorizers:\n      users: { type: request, function: list, simpleResponses: true, enableSimpleResponses: true }\n',
    ),
    '8:70 apis.shop.authorizers.users has both "simpleResponses" and "enableSimpleResponses", which are the same -> Leave "enableSimpleResponses" out.',
  ],
  [
    'simple responses with payload 1.0',
    httpApi(
      '    authorizers:\n      session: { type: request, function: list, simpleResponses: true, payloadFormatVersion: 1.0 }\n',
    ),
    '8:7 apis.shop.authorizers.session has simple responses with payload 1.0 -> Simple responses need payload 2.0: leave the version out.',
  ],
  [
    'scopes for a Lambda authorizer',
    httpApi(
      '    authorizers:\n      session: { type: request, function: list }\n    routes:\n      GET /a: { function: list, authorizer: session, scopes: [a] }\n',
    ),
    '10:54 apis.shop.routes["GET /a"].scopes has no meaning: the authorizer "session" is a Lambda function -> Scopes go with a jwt authorizer (HTTP API) or a cognito one (REST API).',
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual([expected]);
});
