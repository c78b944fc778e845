/** `auth: IAM`: requests signed by the AWS signer for the service `lambda` (docs/aws/lambda.md#function-urls). */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import type { Credential } from '../../../src/model/definition/authorizer.ts';
import { NOW, returning, urlOf } from './url-under-test.ts';

const ALICE: Credential = {
  name: 'alice',
  accessKeyId: 'AKIDALICE0000000',
  secretAccessKey: 'alice-secret',
  accountId: '123456789012',
  userArn: 'arn:aws:iam::123456789012:user/alice',
};
const HOST = 'f.example';

async function signed(body: string, settings: { secretAccessKey?: string; service?: string } = {}) {
  const signer = new SignatureV4({
    service: settings.service ?? 'lambda',
    region: 'eu-central-1',
    sha256: Sha256,
    credentials: {
      accessKeyId: ALICE.accessKeyId,
      secretAccessKey: settings.secretAccessKey ?? ALICE.secretAccessKey,
    },
  });
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname: HOST,
    path: '/a',
    query: { q: '1' },
    headers: { host: HOST, 'content-type': 'text/plain' },
    body,
  };
  const { headers } = await signer.sign(request, { signingDate: new Date(NOW) });
  return { method: 'POST', rawPath: '/a', rawQuery: 'q=1', headers: Object.entries(headers), body: Buffer.from(body) };
}

const url = async (credential: Credential = ALICE) =>
  urlOf(await returning('async (event) => event.requestContext'), { auth: 'AWS_IAM' }, [credential]);

test('a signed request passes, and the event names its signer', async () => {
  const { text, statusCode } = await (await url()).ask(await signed('hello'));
  expect(statusCode).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    accountId: '123456789012',
    authorizer: {
      iam: {
        accessKey: 'AKIDALICE0000000',
        accountId: '123456789012',
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: ALICE.userArn,
      },
    },
  });
});

test('an unsigned request is refused with the text of function URLs', async () => {
  const { ask, exchanges } = await url();
  const answer = await ask();
  expect(answer).toMatchObject({
    statusCode: 403,
    text: '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
  });
  expect(answer.headers).toContainEqual(['x-amzn-ErrorType', 'AccessDeniedException']);
  expect(exchanges[0]?.reason).toBe('The request is not signed');
});

test.each([
  ['a wrong secret', { secretAccessKey: 'wrong' }, /signature we calculated does not match/],
  ['another service', { service: 'execute-api' }, /scoped to correct service: 'lambda'/],
])('%s is refused', async (_case, settings, words) => {
  const answer = await (await url()).ask(await signed('hello', settings));
  expect(answer.statusCode).toBe(403);
  expect(answer.text).toMatch(words);
  expect(answer.headers).toContainEqual(['x-amzn-ErrorType', 'InvalidSignatureException']);
});

test('another body than the signed one is refused', async () => {
  const answer = await (await url()).ask({ ...(await signed('hello')), body: Buffer.from('other') });
  expect(answer.statusCode).toBe(403);
});

test.each([
  [['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'], 200],
  [['lambda:InvokeFunctionUrl'], 403],
  [['execute-api:Invoke'], 403],
])('a policy that allows %j answers %i', async (Action, statusCode) => {
  const Resource = 'arn:aws:lambda:eu-central-1:123456789012:function:f';
  const { ask } = await url({ ...ALICE, policy: { Statement: { Effect: 'Allow', Action, Resource } } });
  expect((await ask(await signed('hello'))).statusCode).toBe(statusCode);
});
