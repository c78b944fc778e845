import { firstHeader } from '../model/messages.ts';
import type { Call } from './call.ts';

/**
 * `requestContext.identity`: always the same twelve keys, those of a key-protected method in another order with two more (recorded:
 * rest-api-observed 7.3; the second order is that of captured events). Mutual TLS adds the client's certificate.
 */
export function identityOf(call: Call): Readonly<Record<string, unknown>> {
  const { iam } = call.authorization;
  const accountId = iam?.accountId ?? null;
  const caller = iam?.callerId ?? null;
  const user = iam?.userId ?? null;
  const userArn = iam?.userArn ?? null;
  const accessKey = iam?.accessKey ?? null;
  const principalOrgId = iam?.principalOrgId ?? null;
  const { sourceIp, clientCertificate } = call.client;
  const userAgent = firstHeader(call.client.headers, 'user-agent') ?? null;
  const certificate = clientCertificate === undefined ? {} : { clientCert: clientCertificate };
  if (!call.apiKey) {
    return {
      cognitoIdentityPoolId: null,
      accountId,
      cognitoIdentityId: null,
      caller,
      sourceIp,
      principalOrgId,
      accessKey,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn,
      userAgent,
      user,
      ...certificate,
    };
  }
  return {
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    apiKey: call.apiKey.value,
    principalOrgId,
    cognitoAuthenticationType: null,
    userArn,
    apiKeyId: call.apiKey.id,
    userAgent,
    accountId,
    caller,
    sourceIp,
    accessKey,
    cognitoAuthenticationProvider: null,
    user,
    ...certificate,
  };
}
