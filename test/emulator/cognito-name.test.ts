// The local issuer under the name of Cognito: what handlers verify tokens with, and what authorizers of such a pool take.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { runToken } from '../../src/cli/commands/token.ts';
import { type Emulator, type StartOptions, startEmulator } from '../../src/emulator.ts';
import type { EmulatorConfig } from '../../src/index.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const POOL = 'us-east-1_AbCd12345';
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${POOL}`;
/** As verifiers do it: the keys of the issuer that they know, and its name in the token. */
const verify = {
  handler: 'index.handler',
  inline: `const { createPublicKey, verify } = require('node:crypto');
exports.handler = async ({ issuer, token }) => {
  const discovered = await (await fetch(issuer + '/.well-known/openid-configuration')).json();
  const { keys } = await (await fetch(issuer + '/.well-known/jwks.json')).json();
  const [head, body, signature] = token.split('.');
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const good = verify('RSA-SHA256', Buffer.from(head + '.' + body), key, Buffer.from(signature, 'base64url'));
  return { good, discovered: discovered.issuer, iss: JSON.parse(Buffer.from(body, 'base64url')).iss };
};`,
};
const sdk = {
  handler: 'index.handler',
  inline: `exports.handler = async () => (await fetch('https://cognito-idp.us-east-1.amazonaws.com/', { method: 'POST', body: '{}' })).text();`,
};

async function started(options: StartOptions): Promise<Emulator> {
  const emulator = await startEmulator({ port: 0, adminPort: 0, watch: false, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

async function tokenOf(options: { readonly config?: string | object; readonly cwd: string }): Promise<string> {
  const { io, out } = fakeIo();
  await runToken({ ...options, environment: {}, cognito: 'access', scopes: ['orders'] }, io);
  return out().trim();
}

const authorized = async (emulator: Emulator, api: string, token: string): Promise<number> =>
  (await fetch(`${emulator.url(api)}/`, { headers: { authorization: token } })).status;

test('a pool of the configuration is the local issuer, for authorizers and for handlers', async () => {
  const cwd = temporaryFolder('cognito');
  const integration = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } } as const;
  const config: EmulatorConfig = {
    localUserPools: [POOL],
    functions: { verify, answer: { handler: 'index.handler', inline: 'exports.handler = async () => "yes"' } },
    apis: {
      web: {
        type: 'http',
        authorizers: { users: { type: 'jwt', issuer: ISSUER, audience: ['web'] } },
        routes: { 'GET /': { function: 'answer', authorizer: 'users' } },
      },
      old: {
        type: 'rest',
        authorizers: {
          users: { type: 'cognito', userPool: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${POOL}` },
        },
        routes: {
          'GET /': {
            integration: { ...integration, responses: { default: { statusCode: '200' } } },
            authorizer: 'users',
            scopes: ['orders'],
          },
        },
      },
    },
  };
  const emulator = await started({ config, cwd });
  const token = await tokenOf({ config, cwd });
  expect(decodeJwt(token).iss).toBe(ISSUER);
  expect(await authorized(emulator, 'web', token)).toBe(200);
  expect(await authorized(emulator, 'old', token)).toBe(200);
  expect(await authorized(emulator, 'old', `${token.slice(0, -8)}AAAAAAAA`)).toBe(401);
  const { payload } = await emulator.invoke('verify', { issuer: ISSUER, token });
  expect(JSON.parse(payload)).toEqual({ good: true, discovered: ISSUER, iss: ISSUER });
});

test('a pool that a template declares is too, under the id that its functions see', async () => {
  const cwd = temporaryFolder('cognito-template');
  writeFileSync(join(cwd, 'app.cjs'), verify.inline);
  writeFileSync(join(cwd, 'template.yaml'), TEMPLATE);
  const emulator = await started({ cwd });
  const token = await tokenOf({ cwd });
  const issuer = emulator.model.functions['Verify']?.environment['ISSUER'] ?? '';
  expect(issuer).toMatch(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/\w+$/);
  const { payload } = await emulator.invoke('Verify', { issuer, token });
  expect(JSON.parse(payload)).toEqual({ good: true, discovered: issuer, iss: issuer });
});

test('what else handlers send to Cognito goes on to the endpoint of the configuration', async () => {
  const service = createServer((message, response) => response.end(`${message.method} ${message.headers.host}`));
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  onTestFinished(() => void service.close());
  const emulator = await started({
    cwd: temporaryFolder('cognito-endpoint'),
    config: {
      endpoints: { 'cognito-idp': `http://127.0.0.1:${(service.address() as AddressInfo).port}` },
      functions: { sdk },
      apis: {
        web: {
          type: 'http',
          authorizers: { users: { type: 'jwt', issuer: 'local', audience: ['web'] } },
          routes: { 'GET /': { function: 'sdk', authorizer: 'users' } },
        },
      },
    },
  });
  expect((await emulator.invoke('sdk', {})).payload).toBe('"POST cognito-idp.us-east-1.amazonaws.com"');
});

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: shop } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      Auth: { DefaultAuthorizer: Users, Authorizers: { Users: { UserPoolArn: !GetAtt Pool.Arn } } }
  Verify:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x
      CodeUri: .
      Environment: { Variables: { ISSUER: !GetAtt Pool.ProviderURL } }
      Events: { Get: { Type: Api, Properties: { Path: /, Method: get, RestApiId: !Ref Api } } }
`;
