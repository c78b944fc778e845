// What projects needed beyond the fields of AWS: defaults, names, environment variables, CORS of REST APIs.
import { describe, expect, test } from 'vitest';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import { httpApi, loadText, restApi, said, webSocketApi } from './reading.ts';

async function problemsOf(text: string, environment: Record<string, string> = {}): Promise<string[]> {
  return (await loadText(text, {}, { environment })).problems.map(said);
}

async function modelOf(text: string, environment: Record<string, string> = {}) {
  const { model, problems } = await loadText(text, {}, { environment });
  if (!model) throw new Error(problems.map(said).join('\n'));
  return model;
}

describe('defaults: function', () => {
  test('count where a function says nothing, and variables of both are there', async () => {
    const { functions } = await modelOf(
      'defaults: { function: { timeout: 30, memory: 512, environment: { STAGE: dev, A: all } } }\n' +
        'functions:\n  short: a.b\n  long: { handler: a.b, timeout: 5, environment: { A: own } }\n',
    );
    expect(functions['short']).toMatchObject({ timeout: 30, memory: 512, environment: { STAGE: 'dev', A: 'all' } });
    expect(functions['long']).toMatchObject({ timeout: 5, memory: 512, environment: { STAGE: 'dev', A: 'own' } });
  });

  test('have no handler', async () => {
    expect(await problemsOf('defaults: { function: { handler: a.b } }\nfunctions: { f: a.b }\n')).toEqual([
      expect.stringContaining('unknown key "handler" in defaults.function'),
    ]);
  });
});

describe('authorizer: of an API', () => {
  const users = '    authorizers: { users: { type: jwt, issuer: local, audience: [a] } }\n    authorizer: users\n';

  test('counts for routes that name none, and none turns it off', async () => {
    const { apis } = await modelOf(
      httpApi(
        `${users}    scopes: [read]\n    routes:\n      GET /a: list\n      GET /b: { function: list, authorizer: none }\n      GET /c: { function: list, scopes: [write] }\n      GET /d: { function: list, authorizer: iam }\n`,
      ),
    );
    expect(apis[0]).toMatchObject({
      routes: [
        { authorization: { type: 'JWT', authorizer: 'users', scopes: ['read'] } },
        { authorization: { type: 'NONE' } },
        { authorization: { type: 'JWT', authorizer: 'users', scopes: ['write'] } },
        { authorization: { type: 'AWS_IAM' } },
      ],
    });
  });

  test('counts at $connect alone in a WebSocket API', async () => {
    const ticket =
      '    authorizers: { ticket: { type: request, function: list, identitySource: [route.request.querystring.t] } }\n    authorizer: ticket\n';
    const { apis } = await modelOf(webSocketApi(`${ticket}    routes: { $connect: list, $default: list }\n`));
    expect(apis[0]).toMatchObject({
      routes: [{ authorization: { type: 'CUSTOM', authorizer: 'ticket' } }, { authorization: { type: 'NONE' } }],
    });
  });

  test('is said to be missing once, at the API', async () => {
    expect(await problemsOf(httpApi('    authorizer: usrs\n    routes: { GET /a: list, GET /b: list }\n'))).toEqual([
      '7:17 apis.shop names the authorizer "usrs", which it does not have -> Known authorizers: iam.',
    ]);
  });
});

describe('${env:NAME}', () => {
  test('stands for a variable, with or without a default, in any text and for numbers', async () => {
    const { functions } = await modelOf(
      'functions:\n  f: { handler: "${env:DIR}/a.b", timeout: "${env:SECONDS, 7}", environment: { A: "x-${env:A}-${env:B, none}", B: "$${env:A}" } }\n',
      { DIR: 'src', A: '1' },
    );
    expect(functions['f']).toMatchObject({
      handler: 'src/a.b',
      timeout: 7,
      environment: { A: 'x-1-none', B: '${env:A}' },
    });
  });

  test('that is not set is an error at its place', async () => {
    expect(await problemsOf('functions:\n  f: "${env:NOPE}.b"\n')).toEqual([
      expect.stringMatching(/^2:6 the environment variable "NOPE" is not set -> Set it, or give a default/),
    ]);
  });

  test.each(['${self:custom.stage}', '${opt:stage}', '${AWS::Region}', '${file(x.yml)}', '${var.stage}'])(
    '%s of another tool is a warning',
    async (written) => {
      const [said] = await problemsOf(`functions:\n  f: { handler: a.b, environment: { NAME: "${written}" } }\n`);
      expect(said).toContain(`warning: "${written}" looks like a variable of another tool`);
    },
  );

  test('stage variables, templates and inline sources are left alone', async () => {
    const { functions } = await modelOf(
      'functions:\n  f: { inline: "exports.handler = async () => `$${1} ${2}`", environment: { A: "${stageVariables.x}" } }\n',
    );
    expect(functions['f']).toMatchObject({ code: { source: 'exports.handler = async () => `$${1} ${2}`' } });
    expect(functions['f']?.environment).toEqual({ A: '${stageVariables.x}' });
  });
});

test('name: is what lists show, and two APIs have two of them', async () => {
  const apis = (second: string) =>
    `functions: { f: a.b }\napis:\n  one: { type: http, name: "My Shop", routes: { GET /: f } }\n  two: { type: http, name: ${second}, routes: { GET /: f } }\n`;
  expect((await modelOf(apis('Other'))).apis.map(({ name }) => name)).toEqual(['My Shop', 'Other']);
  expect(await problemsOf(apis('My Shop'))).toEqual([
    '4:28 "two" has the name of "one" -> Every API has a name of its own.',
  ]);
});

test.each(['404', '"404"'])('the status code of a gateway response may be written %s', async (statusCode) => {
  const { apis } = await modelOf(
    restApi(`    gatewayResponses: { UNAUTHORIZED: { statusCode: ${statusCode} } }\n    routes: { GET /a: list }\n`),
  );
  expect(apis[0]).toMatchObject({ gatewayResponses: { UNAUTHORIZED: { statusCode: 404 } } });
});

describe('cors: of a REST API', () => {
  const restOf = async (cors: string, routes = 'GET /a: list, POST /a: list, ANY /b: list, OPTIONS /c: list') => {
    const [api] = (await modelOf(restApi(`    cors: ${cors}\n    routes: { ${routes} }\n`))).apis;
    return api as RestApi;
  };

  test('adds an OPTIONS method to every resource without one, and headers to the gateway’s answers', async () => {
    const { methods, gatewayResponses } = await restOf('{ allowOrigins: ["https://a.example"], allowHeaders: [x-a] }');
    const options = methods.filter(({ httpMethod }) => httpMethod === 'OPTIONS');
    expect(options.map(({ path, integration }) => [path, integration.type])).toEqual([
      ['/c', 'AWS_PROXY'],
      ['/a', 'MOCK'],
      ['/b', 'MOCK'],
    ]);
    expect(options[1]?.integration.responses[0]?.responseParameters).toEqual({
      'method.response.header.Access-Control-Allow-Origin': "'https://a.example'",
      'method.response.header.Access-Control-Allow-Methods': "'GET,POST,OPTIONS'",
      'method.response.header.Access-Control-Allow-Headers': "'x-a'",
    });
    expect(Object.keys(gatewayResponses)).toEqual(['DEFAULT_4XX', 'DEFAULT_5XX']);
  });

  test('true allows any origin, method and header; false does nothing', async () => {
    const { methods } = await restOf('true', 'GET /a: list');
    expect(methods[1]?.integration.responses[0]?.responseParameters).toMatchObject({
      'method.response.header.Access-Control-Allow-Origin': "'*'",
      'method.response.header.Access-Control-Allow-Headers': "'*'",
    });
    expect((await restOf('false', 'GET /a: list')).methods).toHaveLength(1);
  });

  test('a customised gateway response keeps its own headers', async () => {
    const { gatewayResponses } = (
      await modelOf(
        restApi(
          `    cors: true\n    gatewayResponses: { UNAUTHORIZED: { responseParameters: { gatewayresponse.header.Access-Control-Allow-Origin: "'x'", gatewayresponse.header.A: "'1'" } } }\n    routes: { GET /a: list }\n`,
        ),
      )
    ).apis[0] as RestApi;
    expect(gatewayResponses.UNAUTHORIZED?.responseParameters).toEqual({
      'gatewayresponse.header.Access-Control-Allow-Origin': "'x'",
      'gatewayresponse.header.A': "'1'",
    });
  });
});
