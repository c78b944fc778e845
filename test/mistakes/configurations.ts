/** Mistakes that people make in a configuration on their first day; each text is a whole file. */
export interface ConfigurationMistake {
  readonly title: string;
  readonly text: string;
}

const FUNCTION = 'functions:\n  hello: handlers/hello.handler\n';
const api = (body: string): string => `${FUNCTION}apis:\n  shop:\n    type: http\n${body}`;
const rest = (body: string): string => `${FUNCTION}apis:\n  back:\n    type: rest\n${body}`;
const chat = (body: string): string => `${FUNCTION}apis:\n  chat:\n    type: websocket\n${body}`;
const lambda = (fields: string): string =>
  `functions:\n  hello: ${fields}\napis:\n  shop: { type: http, routes: { GET /: hello } }\n`;
const route = (key: string, target = 'hello'): string => api(`    routes:\n      ${key}: ${target}\n`);

export const CONFIGURATIONS: readonly ConfigurationMistake[] = [
  { title: 'an empty file', text: '' },
  { title: 'only comments', text: '# later\n' },
  { title: 'a list at the top', text: '- functions\n- apis\n' },
  { title: 'a tab for indentation', text: 'functions:\n\thello: handlers/hello.handler\n' },
  { title: 'a colon without a space', text: 'functions:\n  hello:handlers/hello.handler\n' },
  { title: 'a key twice', text: `${FUNCTION}functions:\n  other: handlers/other.handler\n` },
  { title: 'a quote that is not closed', text: 'functions:\n  hello: "handlers/hello.handler\napis: {}\n' },
  { title: 'merge markers', text: '<<<<<<< HEAD\nfunctions: {}\n=======\nfunctions: {}\n>>>>>>> main\n' },
  { title: 'keys in the singular', text: 'function:\n  hello: handlers/hello.handler\napi: {}\n' },
  {
    title: 'routes: indented with the API, not in it',
    text: `${FUNCTION}apis:\n  shop:\n    type: http\n  routes:\n    GET /hello: hello\n`,
  },
  {
    title: 'routes: at the top of the file',
    text: `${FUNCTION}apis:\n  shop:\n    type: http\nroutes:\n  GET /hello: hello\n`,
  },
  { title: 'type: indented with the API, not in it', text: `${FUNCTION}apis:\n  shop:\n  type: http\n  routes: {}\n` },
  { title: 'routes without indentation below routes:', text: api('    routes:\n    GET /hello: hello\n') },
  { title: 'a list of routes', text: api('    routes:\n      - GET /hello: hello\n') },
  { title: 'an API without a type', text: `${FUNCTION}apis:\n  shop:\n    routes:\n      GET /hello: hello\n` },
  { title: 'type: HTTP', text: `${FUNCTION}apis:\n  shop:\n    type: HTTP\n    routes:\n      GET /hello: hello\n` },
  { title: 'type: httpApi', text: `${FUNCTION}apis:\n  shop:\n    type: httpApi\n    routes: {}\n` },
  { title: 'type: ws', text: `${FUNCTION}apis:\n  chat:\n    type: ws\n    routes: {}\n` },
  { title: 'APIs as a list', text: `${FUNCTION}apis:\n  - name: shop\n    type: http\n` },
  { title: 'cmd: for command:', text: lambda('{ cmd: ./hello }') },
  { title: 'memorySize: for memory:', text: lambda('{ handler: handlers/hello.handler, memorySize: 256 }') },
  { title: 'env: for environment:', text: lambda('{ handler: handlers/hello.handler, env: { A: b } }') },
  { title: 'CodeUri and Handler, as in SAM', text: lambda('{ CodeUri: ., Handler: handlers/hello.handler }') },
  { title: 'timeoutSeconds: for timeout:', text: lambda('{ handler: handlers/hello.handler, timeoutSeconds: 3 }') },
  { title: 'a timeout in milliseconds', text: lambda('{ handler: handlers/hello.handler, timeout: 30000 }') },
  { title: 'a timeout with a unit', text: lambda('{ handler: handlers/hello.handler, timeout: 30s }') },
  { title: 'memory with a unit', text: lambda('{ handler: handlers/hello.handler, memory: 256MB }') },
  {
    title: 'events: as in serverless.yml',
    text: lambda('{ handler: handlers/hello.handler, events: [{ http: GET / }] }'),
  },
  { title: 'a handler with its extension', text: lambda('handlers/hello.ts') },
  { title: 'a handler without an export', text: lambda('handlers/hello') },
  { title: 'a handler with a colon', text: lambda('handlers/hello:handler') },
  { title: 'a handler at an absolute path', text: lambda('/app/handlers/hello.handler') },
  { title: 'a handler above the folder', text: lambda('../hello.handler') },
  { title: 'a function without a handler', text: lambda('{ timeout: 3 }') },
  { title: 'an environment as a list', text: lambda('{ handler: handlers/hello.handler, environment: [A=b] }') },
  {
    title: 'a variable that Lambda reserves',
    text: lambda('{ handler: handlers/hello.handler, environment: { AWS_REGION: eu-west-1 } }'),
  },
  {
    title: 'a variable that is no name',
    text: lambda('{ handler: handlers/hello.handler, environment: { my-var: x } }'),
  },
  {
    title: 'a variable of the shell that is not set',
    text: lambda('{ handler: handlers/hello.handler, environment: { AA: "${env:NOT_SET}" } }'),
  },
  {
    title: 'another tool’s variable',
    text: lambda('{ handler: handlers/hello.handler, environment: { AA: "${self:custom.x}" } }'),
  },
  {
    title: 'a runtime that Lambda does not have',
    text: lambda('{ handler: handlers/hello.handler, runtime: node22 }'),
  },
  { title: 'a function that does not exist', text: route('GET /hello', 'helo') },
  { title: 'a route without a method', text: route('/hello') },
  { title: 'a route with a method in lower case', text: route('get /hello') },
  { title: 'a route without a slash', text: route('GET hello') },
  { title: 'a route with the path first', text: route('/hello GET') },
  { title: 'a route with a colon', text: route('GET /hello/:name') },
  { title: 'a route with a star', text: route('GET /files/*') },
  { title: 'a route with two stars', text: route('GET /files/**') },
  { title: 'a route that ends with a slash', text: route('GET /hello/') },
  { title: 'a greedy variable in the middle', text: route('GET /{proxy+}/end') },
  { title: 'several methods in a route', text: route('"GET,POST /hello"') },
  { title: 'a full URL for a route', text: route('"GET http://localhost:3000/hello"') },
  { title: 'a route with a query string', text: route('GET /hello?name={name}') },
  { title: 'a handler for a target', text: route('GET /hello', 'handlers/hello.handler') },
  { title: 'a URL for a target', text: route('GET /hello', 'http://localhost:9000') },
  { title: 'handler: in a route', text: route('GET /hello', '{ handler: handlers/hello.handler }') },
  { title: 'lambda: in a route', text: route('GET /hello', '{ lambda: hello }') },
  { title: 'a route without a target', text: route('GET /hello', '{ timeoutInMillis: 1000 }') },
  { title: 'a list of functions for a target', text: route('GET /hello', '[hello]') },
  {
    title: 'an origin for cors:',
    text: api('    cors: http://localhost:5173\n    routes:\n      GET /hello: hello\n'),
  },
  { title: 'origins: in cors:', text: api('    cors: { origins: ["*"] }\n    routes:\n      GET /hello: hello\n') },
  {
    title: 'an origin with a slash',
    text: api(
      '    cors: { allowOrigins: ["http://localhost:5173/"], allowMethods: [GET] }\n    routes:\n      GET /hello: hello\n',
    ),
  },
  {
    title: 'credentials with any origin',
    text: api('    cors: { allowOrigins: ["*"], allowCredentials: true }\n    routes:\n      GET /hello: hello\n'),
  },
  { title: 'an authorizer that does not exist', text: route('GET /hello', '{ function: hello, authorizer: jwt }') },
  {
    title: 'a JWT authorizer without an issuer',
    text: api(
      '    authorizers: { jwt: { type: jwt, audience: [a] } }\n    routes:\n      GET /hello: { function: hello, authorizer: jwt }\n',
    ),
  },
  { title: 'a stage with a slash', text: api('    stage: /dev\n    routes:\n      GET /hello: hello\n') },
  { title: 'a port as text', text: `port: "3000"\n${route('GET /hello')}` },
  { title: 'a port that does not exist', text: `port: 70000\n${route('GET /hello')}` },
  {
    title: 'two APIs on one port',
    text: `${FUNCTION}apis:\n  a: { type: http, port: 3000, routes: { GET /: hello } }\n  b: { type: http, port: 3000, routes: { GET /: hello } }\n`,
  },
  { title: 'a region that does not exist', text: `region: europe\n${route('GET /hello')}` },
  {
    title: 'an integration without httpMethod',
    text: rest(
      '    routes:\n      GET /pets: { integration: { type: aws, uri: "arn:aws:apigateway:us-east-1:sqs:path/123456789012/q" } }\n',
    ),
  },
  {
    title: 'an HTTP integration without a URL',
    text: rest('    routes:\n      GET /pets: { integration: { type: http_proxy, httpMethod: GET } }\n'),
  },
  {
    title: 'a Lambda integration with the name of a function that does not exist',
    text: rest('    routes:\n      GET /pets: { integration: { type: aws_proxy, uri: pets } }\n'),
  },
  {
    title: 'an integration type of a class of its own',
    text: rest('    routes:\n      GET /pets: { integration: { type: lambda, uri: hello } }\n'),
  },
  { title: '$default in a REST API', text: rest('    routes:\n      $default: hello\n') },
  {
    title: 'a template that does not end',
    text: rest(
      '    routes:\n      GET /pets: { integration: { type: mock, requestTemplates: { application/json: "#if($x) {}" } } }\n',
    ),
  },
  { title: 'a WebSocket API without a route selection', text: chat('    routes:\n      $connect: hello\n') },
  {
    title: 'a route selection with a wrong expression',
    text: chat('    routeSelectionExpression: request.body.action\n    routes: { $default: hello }\n'),
  },
  {
    title: '$connected for $connect',
    text: chat('    routeSelectionExpression: $request.body.action\n    routes: { $connected: hello }\n'),
  },
  {
    title: 'cors: in a WebSocket API',
    text: chat('    routeSelectionExpression: $request.body.action\n    cors: {}\n    routes: { $default: hello }\n'),
  },
  { title: 'a process without a command', text: `processes:\n  db: { run: npx dynalite }\n${route('GET /hello')}` },
  { title: 'a process as a list', text: `processes:\n  - npx dynalite\n${route('GET /hello')}` },
  {
    title: 'ready: with a port only',
    text: `processes:\n  db: { command: npx dynalite, ready: 8000 }\n${route('GET /hello')}`,
  },
  { title: 'an env file that is missing', text: `envFile: .env.local\n${route('GET /hello')}` },
  {
    title: 'an OpenAPI document that is missing',
    text: `${FUNCTION}apis:\n  back: { type: rest, openapi: openapi.yaml }\n`,
  },
  { title: 'an endpoint without a scheme', text: `endpoints: { dynamodb: "localhost:8000" }\n${route('GET /hello')}` },
];
