import { expect, test } from 'vitest';
import { restApi, loadText, said } from './reading.ts';

// Mistakes in REST APIs: what the user reads, word for word, with its place.
test.each([
  [
    'a timeout that needs a raised quota',
    restApi('    routes:\n      GET /a: { function: list, timeoutInMillis: 60000 }\n'),
    '8:50 warning: apis.back.routes["GET /a"].timeoutInMillis is over 29,000 ms, for which AWS wants a raised quota',
  ],
  [
    'a timeout that AWS never grants',
    restApi('    routes:\n      GET /a: { integration: { type: mock, timeoutInMillis: 400000 } }\n'),
    '8:61 apis.back.routes["GET /a"].integration.timeoutInMillis must be at most 300,000 ms, found 400000 -> Only streamed responses may take longer, up to 900,000 ms: responseTransferMode: STREAM.',
  ],
  [
    'an invalid method of a backend',
    restApi(
      '    routes:\n      GET /a: { integration: { type: http, uri: "http://localhost:1", httpMethod: FETCH } }\n',
    ),
    '8:83 apis.back.routes["GET /a"].integration.httpMethod must be one of "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY", found "FETCH"',
  ],
  [
    'a REST API at $default',
    restApi('    stage: $default\n'),
    '7:12 apis.back.stage must be up to 128 letters, digits, - and _, found "$default" -> Only HTTP APIs have a $default stage.',
  ],
  [
    'a JWT authorizer in a REST API',
    restApi('    authorizers:\n      users: { type: jwt, issuer: local, audience: [a] }\n'),
    '8:22 apis.back.authorizers.users.type must be one of "token", "request", "cognito", found "jwt"',
  ],
  [
    'sibling variables',
    restApi('    routes:\n      GET /pets/{id}: list\n      GET /pets/{name}/toys: list\n'),
    '9:7 a sibling ({id}) of {name} in "/pets/{name}/toys" already has a variable path part: only one is allowed, and "/pets/{id}" has it -> Use {id} in both, or different fixed parts before them.',
  ],
  // docs/aws/rest-api.md#url-and-parameter-rules: captured for import and PutMethod.
  [
    'a parameter with brackets',
    restApi(
      '    routes:\n      GET /a:\n        function: list\n        requestParameters: { "method.request.querystring.filter[a]": false }\n',
    ),
    '10:30 API Gateway refuses the parameter "filter[a]" in apis.back.routes["GET /a"].requestParameters: Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$ -> Requests may carry it all the same, and a proxy integration sees it: remove this line.',
  ],
  [
    'a REST $default',
    restApi('    routes:\n      $default: list\n'),
    '8:7 "$default" is not a route key: wanted a method, one space and a path -> REST APIs have no $default route; write "ANY /{proxy+}".',
  ],
  [
    'an integration without a URI',
    restApi('    routes:\n      GET /a: { integration: { type: http_proxy } }\n'),
    '8:17 apis.back.routes["GET /a"].integration needs "uri": an http or https URL',
  ],
  [
    'a service URI for a Lambda proxy',
    restApi(
      '    routes:\n      GET /a: { integration: { type: aws_proxy, uri: "arn:aws:apigateway:us-east-1:sqs:action/SendMessage" } }\n',
    ),
    '8:54 apis.back.routes["GET /a"].integration.uri must be the ARN or name of a function, found "arn:aws:apigateway:us-east-1:sqs:action/SendMessage" -> AWS_PROXY takes Lambda functions only; write type: aws.',
  ],
  [
    'a backend that is not a URL',
    restApi('    routes:\n      GET /a: { integration: { type: http, uri: localhost } }\n'),
    '8:49 apis.back.routes["GET /a"].integration.uri must be an http or https URL, found "localhost"',
  ],
  [
    'an unknown model',
    restApi(
      '    models:\n      Pet: { schema: { type: object } }\n    routes:\n      POST /a: { function: list, requestModels: { application/json: Pets } }\n',
    ),
    '10:69 apis.back.routes["POST /a"].requestModels names the model "Pets", which the API does not have -> Did you mean "Pet"?',
  ],
  [
    'a model that is not JSON',
    restApi('    models:\n      Pet: { schema: "{" }\n'),
    `8:22 apis.back.models.Pet.schema is not a JSON Schema: Expected property name or '}' in JSON at position 1`,
  ],
  [
    'an unknown request validator',
    restApi(
      '    requestValidators: { body: { validateRequestBody: true } }\n    routes:\n      POST /a: { function: list, requestValidator: bdy }\n',
    ),
    '9:52 apis.back.routes["POST /a"].requestValidator names the request validator "bdy", which the API does not have -> Did you mean "body"?',
  ],
  [
    'an unknown gateway response',
    restApi('    gatewayResponses: { DEFAULT_4xx: { statusCode: 400 } }\n'),
    '7:25 "DEFAULT_4xx" in apis.back.gatewayResponses is not a gateway response type -> Did you mean "DEFAULT_4XX"?',
  ],
  [
    'a usage plan with an unknown key',
    restApi(
      '    apiKeys: { partner: { value: partner-key-0123456789abcdef } }\n    usagePlans: { gold: { apiKeys: [partners] } }\n',
    ),
    '8:37 apis.back.usagePlans.gold names the API key "partners", which the API does not have -> Did you mean "partner"?',
  ],
  [
    'a short API key',
    restApi('    apiKeys: { partner: { value: short } }\n'),
    '7:34 apis.back.apiKeys.partner.value must be text of 20 to 128 characters, found "short"',
  ],
  [
    'a request parameter that the path lacks',
    restApi('    routes:\n      GET /a: { function: list, requestParameters: { method.request.path.id: true } }\n'),
    '8:54 warning: apis.back.routes["GET /a"].requestParameters has {id}, which is not a variable of the path "/a" -> It never has a value: where it is required, a validator refuses every request.',
  ],
  [
    'a response that no method response declares',
    restApi(
      '    routes:\n      GET /a:\n        methodResponses: [{ statusCode: 200 }]\n        integration: { type: mock, responses: { default: { statusCode: 404 } } }\n',
    ),
    '10:72 apis.back.routes["GET /a"].integration.responses.default.statusCode is 404, which methodResponses does not have -> Add { statusCode: 404 } to methodResponses.',
  ],
  [
    'caching without an identity source',
    restApi('    authorizers:\n      session: { type: request, function: list }\n'),
    '8:7 apis.back.authorizers.session caches its results but has no identitySource to distinguish callers -> Add identitySource, or write ttl: 0 to ask the function every time.',
  ],
  [
    'a policy without statements',
    restApi('    policy: { Version: "2012-10-17" }\n'),
    '7:13 apis.back.policy has no "Statement" -> A policy document is { Version: "2012-10-17", Statement: [ … ] }.',
  ],
  [
    'a resource policy without principals',
    restApi('    policy: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] }\n'),
    '7:13 apis.back.policy is not a policy that IAM takes: a statement of a resource policy needs Principal',
  ],
  [
    'a Lambda integration called with GET',
    restApi('    routes:\n      GET /a: { integration: { type: aws_proxy, uri: list, httpMethod: GET } }\n'),
    '8:72 warning: apis.back.routes["GET /a"].integration.httpMethod is "GET", but Lambda is always called with POST; on AWS this method would fail -> Write httpMethod: POST, or leave it out.',
  ],
  [
    'an API key that no plan accepts',
    restApi('    routes:\n      GET /a: { function: list, apiKeyRequired: true }\n'),
    '5:3 warning: GET /a of apis.back wants an API key, but the API has no usage plan, so every call is refused -> Add apiKeys: and a plan that lists them under usagePlans:.',
  ],
  [
    'a method setting twice',
    restApi(
      '    methodSettings:\n      - { resourcePath: /a, httpMethod: GET, cachingEnabled: true }\n      - { resourcePath: /a, httpMethod: GET, cachingEnabled: false }\n',
    ),
    '9:9 apis.back.methodSettings[1] sets "/a/GET" a second time',
  ],
  [
    'a quota offset beyond its period',
    restApi('    usagePlans: { gold: { quota: { limit: 5, offset: 1, period: DAY } } }\n'),
    '7:54 apis.back.usagePlans.gold.quota.offset may be at most 0 with the period DAY, found 1',
  ],
  [
    'a method throttle without a verb',
    restApi('    usagePlans: { gold: { methodThrottles: { pets: { rate: 1 } } } }\n'),
    '7:46 "pets" in apis.back.usagePlans.gold.methodThrottles must be /path/VERB, such as /pets/GET',
  ],
  [
    'a key of a gateway response that is not a header',
    restApi(`    gatewayResponses: { DEFAULT_4XX: { responseParameters: { header.X: "'a'" } } }\n`),
    '7:62 a key of apis.back.gatewayResponses.DEFAULT_4XX.responseParameters must be gatewayresponse.header.X, found "header.X"',
  ],
  [
    'streaming through a mock',
    restApi('    routes:\n      GET /a: { integration: { type: mock }, responseTransferMode: STREAM }\n'),
    '8:68 apis.back.routes["GET /a"].responseTransferMode must be BUFFERED here: only proxy integrations stream',
  ],
  [
    'the default response of WebSocket APIs in REST',
    restApi(
      '    routes:\n      GET /a: { integration: { type: mock, responses: { $default: { statusCode: 200 } } } }\n',
    ),
    '8:57 the default response of a REST integration is called "default", found "$default"',
  ],
  [
    'an invalid status code',
    restApi('    routes:\n      GET /a: { integration: { type: mock, responses: { default: { statusCode: 20 } } } }\n'),
    '8:80 apis.back.routes["GET /a"].integration.responses.default.statusCode must be a status code from 100 to 599, found "20"',
  ],
  [
    'a user pool that is not an issuer',
    restApi('    authorizers:\n      pool: { type: cognito, userPool: us-east-1_abc }\n'),
    '8:40 apis.back.authorizers.pool.userPool must be an https URL (http on loopback), a user pool ARN or "local", found "us-east-1_abc" -> The issuer "local" is the emulator itself: it hands out tokens at the admin port.',
  ],
  [
    'a token authorizer with two sources',
    restApi(
      '    authorizers:\n      t: { type: token, function: list, identitySource: "method.request.header.A, method.request.header.B" }\n',
    ),
    '8:57 apis.back.authorizers.t.identitySource must be method.request.header.X, found "method.request.header.A, method.request.header.B"',
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual([expected]);
});
