import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credential } from '../../src/model/definition/authorizer.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { FakeClock } from '../fake-clock.ts';
import type { Sent } from './gate.ts';

export const HOST = 'localhost:3000';
/** When everything is signed: the fake clock's beginning. */
export const NOW = new Date(Math.floor(new FakeClock().now() / 1000) * 1000);

export const alice: Credential = {
  name: 'alice',
  accessKeyId: 'AKIDALICE0000000',
  secretAccessKey: 'alice-secret',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  accountId: '123456789012',
};
/** A session of a role, with a token. */
export const deploy: Credential = {
  name: 'deploy',
  accessKeyId: 'ASIADEPLOY000000',
  secretAccessKey: 'deploy-secret',
  sessionToken: 'deploy+token/with=letters==',
  userArn: 'arn:aws:sts::123456789012:assumed-role/Deploy/ci',
  accountId: '123456789012',
};

export interface ToSign {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credential?: Credential;
  readonly at?: Date;
  readonly region?: string;
  readonly service?: string;
}

function signer({ credential = alice, region = 'us-east-1', service = 'execute-api' }: ToSign): SignatureV4 {
  const { accessKeyId, secretAccessKey, sessionToken } = credential;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  return new SignatureV4({ service, region, sha256: Sha256, credentials });
}

function unsigned(request: ToSign) {
  return {
    method: request.method ?? 'GET',
    protocol: 'http:',
    hostname: 'localhost',
    port: 3000,
    path: request.path ?? '/dev/pets',
    query: { ...request.query },
    headers: { host: HOST, ...request.headers },
    ...(request.body !== undefined && { body: request.body }),
  };
}

/** Signs with the signer of the AWS SDK for JavaScript: in the headers. */
export async function signed(request: ToSign = {}): Promise<Sent> {
  const { method, path, headers } = await signer(request).sign(unsigned(request), { signingDate: request.at ?? NOW });
  return sent(method, path, request.query ?? {}, headers, request.body);
}

/** The same in the query: a presigned URL. */
export async function presigned(request: ToSign = {}, expiresIn = 900): Promise<Sent> {
  const options = { signingDate: request.at ?? NOW, expiresIn };
  const { method, path, headers, query } = await signer(request).presign(unsigned(request), options);
  return sent(method, path, query as Record<string, string>, headers, request.body);
}

function sent(
  method: string,
  path: string,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Sent {
  const list: HeaderList = Object.entries(headers).filter(([name]) => name !== 'host');
  return {
    method,
    path,
    query: new URLSearchParams(query).toString().replaceAll('+', '%20'),
    headers: list,
    ...(body !== undefined && { body: Buffer.from(body) }),
  };
}
