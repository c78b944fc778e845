export type SignatureRefusalType =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException'
  | 'ExpiredTokenException';

/** Why a signed request is not believed. `message` is AWS's text for the client; `detail` is for the developer alone. */
export class SignatureRefusal extends Error {
  constructor(
    readonly type: SignatureRefusalType,
    message: string,
    readonly detail: string = message,
  ) {
    super(message);
    this.name = 'SignatureRefusal';
  }
}

/** AWS's words for a signature that does not fit (docs/aws/rest-api.md#iam-authorization). */
export function mismatch(detail: string): SignatureRefusal {
  return new SignatureRefusal(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    detail,
  );
}

/** An unknown access key or session token (docs/aws/rest-api.md#iam-authorization). */
export function unrecognized(detail: string): SignatureRefusal {
  return new SignatureRefusal(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    detail,
  );
}

/** A session that was believed once (docs/aws/rest-api.md#iam-authorization). */
export function expired(detail: string): SignatureRefusal {
  return new SignatureRefusal('ExpiredTokenException', 'The security token included in the request is expired', detail);
}
