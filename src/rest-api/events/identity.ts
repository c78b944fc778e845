import type { Call } from '../call/call.ts';

/**
 * `requestContext.identity`: always the same twelve keys, those of a key-protected method in another order with two more (recorded:
 * docs/aws/rest-api-observed.md#request-context; the second order is that of captured events). Mutual TLS adds the client's certificate.
 */
export function identityOf(call: Call): Readonly<Record<string, unknown>> {
  const { clientCertificate } = call.client;
  const identity = call.apiKey ? keyHolder(call, call.apiKey) : caller(call);
  return clientCertificate === undefined ? identity : { ...identity, clientCert: clientCertificate };
}

function caller(call: Call): Readonly<Record<string, unknown>> {
  const { iam } = call.authorization;
  return {
    cognitoIdentityPoolId: null,
    accountId: iam?.accountId ?? null,
    cognitoIdentityId: null,
    caller: iam?.callerId ?? null,
    sourceIp: call.client.sourceIp,
    principalOrgId: iam?.principalOrgId ?? null,
    accessKey: iam?.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: iam?.userArn ?? null,
    userAgent: call.headers.lastOf('user-agent') ?? null,
    user: iam?.userId ?? null,
  };
}

function keyHolder(call: Call, key: NonNullable<Call['apiKey']>): Readonly<Record<string, unknown>> {
  const { iam } = call.authorization;
  return {
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    apiKey: key.value,
    principalOrgId: iam?.principalOrgId ?? null,
    cognitoAuthenticationType: null,
    userArn: iam?.userArn ?? null,
    apiKeyId: key.id,
    userAgent: call.headers.lastOf('user-agent') ?? null,
    accountId: iam?.accountId ?? null,
    caller: iam?.callerId ?? null,
    sourceIp: call.client.sourceIp,
    accessKey: iam?.accessKey ?? null,
    cognitoAuthenticationProvider: null,
    user: iam?.userId ?? null,
  };
}
