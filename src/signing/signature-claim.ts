import { createHash } from 'node:crypto';
import { firstHeader } from '../model/http/messages.ts';
import type { SigningScope } from './sigv4.ts';
import { SignatureRefusal } from './signature-refusal.ts';
import { queryParameter } from './signed-request.ts';
import type { SignedRequest } from './signed-request.ts';

/** What a request says of its own signature, in the `Authorization` header or in the query of a presigned URL. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly scope: SigningScope;
  /** Lower case, in the order of the claim. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260131T101500Z`. */
  readonly amzDate: string;
  readonly sessionToken?: string;
  /** Presigned URLs: seconds of validity. */
  readonly expiresSeconds?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Seven days, the longest that a presigned URL may live. */
const LONGEST_EXPIRY = 604_800;

/**
 * Reads the claim; `undefined` when the request is not signed at all.
 *
 * @throws {SignatureRefusal} IncompleteSignatureException with a sentence for each missing piece (docs/aws/rest-api.md#iam-authorization).
 */
export function readSignatureClaim(request: SignedRequest): SignatureClaim | undefined {
  const authorization = firstHeader(request.headers, 'authorization');
  if (authorization !== undefined && authorization.trim() !== '') return headerClaim(authorization.trim(), request);
  const query = (name: string): string | undefined => queryParameter(request.rawQuery, name);
  if (query('X-Amz-Signature') === undefined && query('X-Amz-Algorithm') === undefined) return undefined;
  return queryClaim(query);
}

function headerClaim(authorization: string, request: SignedRequest): SignatureClaim {
  const { algorithm, pairs } = readAuthorization(authorization);
  const credential = pairs.get('Credential');
  const signature = pairs.get('Signature');
  const signedHeaders = pairs.get('SignedHeaders');
  const amzDate = dateOf(request);
  const missing = [
    ...(credential ? [] : ["Authorization header requires 'Credential' parameter."]),
    ...(signature ? [] : ["Authorization header requires 'Signature' parameter."]),
    ...(signedHeaders ? [] : ["Authorization header requires 'SignedHeaders' parameter."]),
    ...(amzDate ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
  ];
  if (!credential || !signature || !signedHeaders || !amzDate) {
    const text = missing.join(' ');
    throw new SignatureRefusal('IncompleteSignatureException', `${text} Authorization=${authorization}`, text);
  }
  refuseOtherAlgorithms(algorithm);
  const sessionToken = firstHeader(request.headers, 'x-amz-security-token');
  return {
    ...readCredential(credential),
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    signature,
    amzDate,
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/**
 * `ALGORITHM Name=value, Name=value`. A word without an equal sign ends the reading, with the text of
 * docs/aws/rest-api-observed.md#authorization-surprise: a bearer token on a signed method is answered so. The header goes into the text as
 * a digest, as newer captures have it.
 */
function readAuthorization(authorization: string): { algorithm: string; pairs: ReadonlyMap<string, string> } {
  const [first = '', ...rest] = authorization.split(/[\s,]+/);
  const pairs = new Map<string, string>();
  for (const part of rest.length === 0 ? [first] : rest) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals === -1) {
      const digest = createHash('sha256').update(authorization).digest('base64');
      throw new SignatureRefusal(
        'IncompleteSignatureException',
        `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest}'.`,
        'The Authorization header is not a SigV4 signature; this route requires signed requests',
      );
    }
    pairs.set(part.slice(0, equals), part.slice(equals + 1));
  }
  return { algorithm: first, pairs };
}

function queryClaim(query: (name: string) => string | undefined): SignatureClaim {
  const algorithm = query('X-Amz-Algorithm');
  const credential = query('X-Amz-Credential');
  const signature = query('X-Amz-Signature');
  const signedHeaders = query('X-Amz-SignedHeaders');
  const amzDate = isoBasic(query('X-Amz-Date'));
  if (!algorithm || !credential || !signature || !signedHeaders || !amzDate) {
    const needed = { Algorithm: algorithm, Credential: credential, Signature: signature, SignedHeaders: signedHeaders };
    const missing = Object.entries({ ...needed, Date: amzDate }).flatMap(([name, value]) =>
      value ? [] : [`AWS query-string parameters must include 'X-Amz-${name}'.`],
    );
    const text = `${missing.join(' ')} Re-examine the query-string parameters.`;
    throw new SignatureRefusal('IncompleteSignatureException', text);
  }
  refuseOtherAlgorithms(algorithm);
  const sessionToken = query('X-Amz-Security-Token');
  return {
    ...readCredential(credential),
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    signature,
    amzDate,
    ...(sessionToken !== undefined && { sessionToken }),
    expiresSeconds: expiryOf(query('X-Amz-Expires')),
  };
}

function expiryOf(text: string | undefined): number {
  const seconds = Number(text);
  if (text !== undefined && /^\d{1,6}$/.test(text) && seconds >= 1 && seconds <= LONGEST_EXPIRY) return seconds;
  throw new SignatureRefusal(
    'IncompleteSignatureException',
    `AWS query-string parameters must include 'X-Amz-Expires', a number from 1 to ${LONGEST_EXPIRY}. Re-examine the query-string parameters.`,
  );
}

function refuseOtherAlgorithms(algorithm: string): void {
  if (algorithm === ALGORITHM) return;
  const sigV4a = algorithm === 'AWS4-ECDSA-P256-SHA256' ? 'SigV4a signatures cannot be verified locally. ' : '';
  throw new SignatureRefusal(
    'IncompleteSignatureException',
    `Unsupported AWS 'algorithm': '${algorithm}'.`,
    `${sigV4a}Sign with ${ALGORITHM}`,
  );
}

/** `AKID…/20260131/us-east-1/execute-api/aws4_request`; access keys of other tools may hold slashes. */
function readCredential(credential: string): Pick<SignatureClaim, 'accessKeyId' | 'scope'> {
  const parts = credential.split('/');
  const [date, region, service, terminator] = parts.slice(-4);
  if (parts.length < 5 || !date || !region || !service || terminator !== 'aws4_request') {
    throw new SignatureRefusal(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`,
    );
  }
  return { accessKeyId: parts.slice(0, -4).join('/'), scope: { date, region, service } };
}

function dateOf(request: SignedRequest): string | undefined {
  const amzDate = firstHeader(request.headers, 'x-amz-date');
  if (amzDate !== undefined) return isoBasic(amzDate);
  const date = firstHeader(request.headers, 'date');
  if (date === undefined) return undefined;
  const time = Date.parse(date);
  return isoBasic(date) ?? (Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, ''));
}

function isoBasic(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{8}T\d{6}Z$/.test(text) ? text : undefined;
}
