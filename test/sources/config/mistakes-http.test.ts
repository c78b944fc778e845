import { expect, test } from 'vitest';
import { httpApi, loadText, said } from './reading.ts';

// Mistakes in HTTP APIs: what the user reads, word for word, with its place.
test.each([
  [
    'a key that AWS has and we lack',
    httpApi('    webAclArn: x\n    routes: { GET /a: list }\n'),
    '7:5 "webAclArn" in apis.shop is not supported yet',
  ],
  [
    'a duplicate route',
    httpApi('    routes:\n      GET /a: list\n      GET /a: create\n'),
    '9:7 the key "GET /a" stands twice in the same map -> Remove one of the two, or rename it.',
  ],
  // docs/aws/http-api.md#route-keys: captures in public issues.
  [
    'variables of other names in one shape',
    httpApi('    routes:\n      GET /a/{id}: list\n      POST /a/{x}: create\n      GET /a/{name}: list\n'),
    '10:7 the route "GET /a/{name}" has a conflicting variable on the same hierarchical level as "GET /a/{id}" -> AWS refuses the second route. Use the same variable names in both, or remove one.',
  ],
  [
    'greedy variables of other names',
    httpApi('    routes:\n      GET /{proxy+}: list\n      GET /{rest+}: create\n'),
    '9:7 the route "GET /{rest+}" has a conflicting variable on the same hierarchical level as "GET /{proxy+}" -> AWS refuses the second route. Use the same variable names in both, or remove one.',
  ],
  [
    'a stage with a slash',
    httpApi('    stage: v1/beta\n'),
    '7:12 apis.shop.stage must be up to 128 letters, digits, - and _, found "v1/beta"',
  ],
  [
    'an API id in capitals',
    httpApi('    apiId: ABCDEFGHIJ\n'),
    '7:12 apis.shop.apiId must be ten lower-case letters and digits, found "ABCDEFGHIJ"',
  ],
  [
    'an access log without a request id',
    httpApi('    accessLog: { format: "$context.status" }\n'),
    '7:26 apis.shop.accessLog.format must contain $context.requestId, as AWS wants it',
  ],
  [
    'a stage variable with a dash in its name',
    httpApi('    stageVariables: { my-var: x }\n'),
    '7:23 a key of apis.shop.stageVariables must be up to 64 letters, digits and _, found "my-var"',
  ],
  [
    'a route to a function that does not exist',
    httpApi('    routes:\n      GET /products: lits\n'),
    '8:22 apis.shop.routes["GET /products"] names the function "lits", which does not exist -> Did you mean "list"?',
  ],
  [
    'a route to nowhere',
    httpApi('    routes:\n      GET /products: {}\n'),
    '8:7 apis.shop.routes["GET /products"] goes nowhere -> Add function:, http: or integration:.',
  ],
  [
    'a route with two targets',
    httpApi('    routes:\n      GET /a: { function: list, http: "http://localhost:1" }\n'),
    '8:33 apis.shop.routes["GET /a"] has both "function" and "http" -> A route has one target.',
  ],
  [
    'a route without a value',
    httpApi('    routes:\n      GET /a:\n'),
    `8:7 apis.shop.routes["GET /a"] must be a function's name, or a map, found nothing -> Write it after the colon.`,
  ],
  [
    'a method in small letters',
    httpApi('    routes:\n      get /a: list\n'),
    '8:7 "get" in the route "get /a" is not a method: wanted one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY -> Did you mean "GET /a"?',
  ],
  [
    'an invalid method',
    httpApi('    routes:\n      FETCH /a: list\n'),
    '8:7 "FETCH" in the route "FETCH /a" is not a method: wanted one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY',
  ],
  [
    'a path alone',
    httpApi('    routes:\n      /a: list\n'),
    '8:7 "/a" is not a route key: wanted a method, one space and a path -> Did you mean "ANY /a"?',
  ],
  [
    'a trailing slash',
    httpApi('    routes:\n      GET /a/: list\n'),
    '8:7 the route "GET /a/" ends with a slash, which AWS refuses -> Write /a',
  ],
  [
    'a greedy variable in the middle',
    httpApi('    routes:\n      GET /{proxy+}/a: list\n'),
    '8:7 the route "GET /{proxy+}/a" has {proxy+} before its end -> A greedy variable takes the rest of the path, so it must be last.',
  ],
  [
    'half a variable',
    httpApi('    routes:\n      GET /a{id}: list\n'),
    '8:7 the route "GET /a{id}" has the segment "a{id}", which cannot be part of a path -> A variable is a whole segment, {name}, or {name+} at the end.',
  ],
  [
    'a variable twice',
    httpApi('    routes:\n      GET /{id}/{id}: list\n'),
    '8:7 the route "GET /{id}/{id}" has the variable {id} twice',
  ],
  [
    'a URL variable that the path lacks',
    httpApi('    routes:\n      ANY /x/{proxy+}: { http: "http://localhost:9/{path}" }\n'),
    '8:32 apis.shop.routes["ANY /x/{proxy+}"].http uses {path}, which is not a path parameter of the route -> The route has {proxy}.',
  ],
  [
    'scopes without an authorizer',
    httpApi('    routes:\n      GET /a: { function: list, scopes: [a] }\n'),
    '8:33 apis.shop.routes["GET /a"].scopes has no meaning: the route has no authorizer -> Scopes go with a jwt authorizer (HTTP API) or a cognito one (REST API).',
  ],
  [
    'a timeout of more than 30 s',
    httpApi('    routes:\n      GET /a: { function: list, timeoutInMillis: 60000 }\n'),
    '8:50 apis.shop.routes["GET /a"].timeoutInMillis must be an integer from 50 to 30,000 (milliseconds), found 60000',
  ],
  [
    'an unknown payload format',
    httpApi('    routes:\n      GET /a: { function: list, payloadFormatVersion: 3.0 }\n'),
    '8:55 apis.shop.routes["GET /a"].payloadFormatVersion must be one of "1.0", "2.0", found 3.0',
  ],
  [
    'an integration of a function without a payload format',
    httpApi('    routes:\n      GET /a: { integration: { type: aws_proxy, uri: list } }\n'),
    '8:17 warning: apis.shop.routes["GET /a"].integration has no payloadFormatVersion, which AWS wants; it is taken for 2.0 here -> Write payloadFormatVersion: "2.0".',
  ],
  [
    'an access log format over 3 KB',
    httpApi(`    accessLog: { format: "$context.requestId ${'x'.repeat(3072)}" }\n`),
    `7:26 apis.shop.accessLog.format must be text of at most 3072 characters, found "$context.requestId ${'x'.repeat(41)}…"`,
  ],
  [
    'credentials for any origin',
    httpApi('    cors: { allowOrigins: ["*"], allowCredentials: true }\n'),
    '7:52 apis.shop.cors allows credentials to any origin ("*"), which AWS refuses -> List the origins, or leave allowCredentials out.',
  ],
  [
    'an origin with a path',
    httpApi('    cors: { allowOrigins: ["http://localhost:5173/"] }\n'),
    '7:28 apis.shop.cors.allowOrigins[0] never matches: an origin has no path -> Write http://localhost:5173',
  ],
  [
    'an origin without a scheme',
    httpApi('    cors: { allowOrigins: [localhost] }\n'),
    '7:28 apis.shop.cors.allowOrigins[0] is not an origin: found "localhost", wanted a scheme and a host -> For instance http://localhost:5173, or *, https://*, http://*.',
  ],
  [
    'an AWS integration in an HTTP API',
    httpApi('    routes:\n      GET /a: { integration: { type: aws, uri: list } }\n'),
    '8:38 apis.shop.routes["GET /a"].integration.type must be one of "AWS_PROXY", "HTTP_PROXY", found "aws"',
  ],
  [
    'a service action without its parameters',
    httpApi(
      '    routes:\n      GET /a: { integration: { type: aws_proxy, integrationSubtype: SQS-SendMessage, requestParameters: { QueueUrl: q } } }\n',
    ),
    '8:105 apis.shop.routes["GET /a"].integration: SQS-SendMessage needs the parameters MessageBody',
  ],
  [
    'an unknown service action',
    httpApi('    routes:\n      GET /a: { integration: { type: aws_proxy, integrationSubtype: SQS-SendMesage } }\n'),
    '8:69 apis.shop.routes["GET /a"].integration: "SQS-SendMesage" is not a service action -> Did you mean "SQS-SendMessage"?',
  ],
  [
    'a mapping key of REST in an HTTP API',
    httpApi(
      '    routes:\n      GET /a: { integration: { type: http_proxy, uri: "http://localhost:1", requestParameters: { integration.request.header.A: b } } }\n',
    ),
    '8:98 a key of apis.shop.routes["GET /a"].integration.requestParameters must be append:header.X, overwrite:querystring.X, remove:header.X or overwrite:path, found "integration.request.header.A"',
  ],
  [
    'a document that is not there',
    httpApi('    openapi: missing.yaml\n'),
    '7:14 apis.shop.openapi cannot be read: there is no file missing.yaml',
  ],
  [
    'an express-style variable',
    httpApi('    routes:\n      GET /a/:id: list\n'),
    '8:7 warning: the route "GET /a/:id" has a segment that is literally ":id" -> A variable is written {id}.',
  ],
  [
    'a list where text belongs to it',
    httpApi('    cors: { allowHeaders: x-a }\n'),
    '7:27 apis.shop.cors.allowHeaders must be a list, found "x-a" -> Write it as a list: ["x-a"].',
  ],
  [
    'a true in quotes',
    httpApi('    disableExecuteApiEndpoint: "true"\n'),
    '7:32 apis.shop.disableExecuteApiEndpoint must be true or false, found "true" -> Remove the quotes.',
  ],
  [
    'a trailing-slash setting of an unknown kind',
    httpApi('    trailingSlash: keep\n'),
    '7:20 apis.shop.trailingSlash must be one of "strict", "ignore", found "keep"',
  ],
  [
    'payload 2.0 for an HTTP backend',
    httpApi('    routes:\n      GET /a: { http: "http://localhost:1", payloadFormatVersion: "2.0" }\n'),
    '8:67 apis.shop.routes["GET /a"].payloadFormatVersion must be "1.0" here: only Lambda functions get payload 2.0',
  ],
  [
    'a VPC link without a local URL',
    httpApi(
      '    routes:\n      GET /a: { integration: { type: http_proxy, uri: "arn:aws:elasticloadbalancing:us-east-1:1:listener/x", connectionType: VPC_LINK, connectionId: link } }\n',
    ),
    '8:150 warning: the VPC link "link" has no local URL, so calls through it fail -> Add it to vpcLinks: at the top of the file, as link: http://localhost:9000',
  ],
  [
    'a base path with a space',
    httpApi('    basePath: my shop\n'),
    `7:15 apis.shop.basePath must be up to 300 letters, digits and $-_.+!*'()/, found "my shop"`,
  ],
  [
    'a domain with a scheme',
    httpApi('    domainName: https://api.example.com\n'),
    '7:17 apis.shop.domainName must be a host name, found "https://api.example.com"',
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual([expected]);
});
