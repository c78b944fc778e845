import { createHash } from 'node:crypto';
import { firstHeader } from '../model/http/messages.ts';
import { SIGV4A } from './sigv4a.ts';
import type { SigningScope } from './sigv4.ts';
import { SignatureRefusal } from './signature-refusal.ts';
import { queryParameter } from './signed-request.ts';
import type { SignedRequest } from './signed-request.ts';

/** What a request says of its own signature, in the `Authorization` header or in the query of a presigned URL. */
export interface SignatureClaim {
  /** SigV4a: the Regions that it is for. Its scope then has no Region. */
  readonly regionSet?: string;
  readonly accessKeyId: string;
  readonly scope: SigningScope;
  /** Lower case, in the order of the claim. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20260131T101500Z`. */
  readonly amzDate: string;
  readonly sessionToken?: string;
  /** In the query of the URL: a presigned one. */
  readonly isPresigned?: true;
  /** Presigned URLs that say so: seconds of validity. */
  readonly expiresSeconds?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Takes presigned URLs without `X-Amz-Expires`, and for five minutes whatever it says (docs/aws/rest-api.md#iam-authorization). */
const API_GATEWAY = 'execute-api';
/** Seven days, the longest that a presigned URL may live. */
const LONGEST_EXPIRY = 604_800;

/**
 * Reads the claim; `undefined` when the request is not signed at all.
 *
 * @throws {SignatureRefusal} IncompleteSignatureException with a sentence for each missing piece (docs/aws/rest-api.md#iam-authorization).
 */
export function readSignatureClaim(request: SignedRequest, allowsSigV4a = false): SignatureClaim | undefined {
  const authorization = firstHeader(request.headers, 'authorization');
  if (authorization !== undefined && authorization.trim() !== '')
    return headerClaim(authorization.trim(), request, allowsSigV4a);
  const query = (name: string): string | undefined => queryParameter(request.rawQuery, name);
  if (query('X-Amz-Signature') === undefined && query('X-Amz-Algorithm') === undefined) return undefined;
  return queryClaim(query, allowsSigV4a);
}

function headerClaim(authorization: string, request: SignedRequest, allowsSigV4a: boolean): SignatureClaim {
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
  const isSigV4a = allowsSigV4a && algorithm === SIGV4A;
  if (!isSigV4a) refuseOtherAlgorithms(algorithm);
  const sessionToken = firstHeader(request.headers, 'x-amz-security-token');
  const names = signedHeaders.toLowerCase().split(';');
  const regionSet = names.includes('x-amz-region-set') ? firstHeader(request.headers, 'x-amz-region-set') : undefined;
  return {
    ...(isSigV4a ? readRegionlessCredential(credential, regionSet, 'X-Amz-Region-Set') : readCredential(credential)),
    signedHeaders: names,
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

function queryClaim(query: (name: string) => string | undefined, allowsSigV4a: boolean): SignatureClaim {
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
  const isSigV4a = allowsSigV4a && algorithm === SIGV4A;
  if (!isSigV4a) refuseOtherAlgorithms(algorithm);
  const sessionToken = query('X-Amz-Security-Token');
  const regionSet = query('X-Amz-Region-Set');
  const named = isSigV4a
    ? readRegionlessCredential(credential, regionSet, 'X-Amz-Region-Set')
    : readCredential(credential);
  return {
    ...named,
    isPresigned: true,
    signedHeaders: signedHeaders.toLowerCase().split(';'),
    signature,
    amzDate,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(named.scope.service !== API_GATEWAY && { expiresSeconds: expiryOf(query('X-Amz-Expires')) }),
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
  const sigV4a = algorithm === SIGV4A ? 'SigV4a is for REST APIs alone. ' : '';
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

/**
 * `AKID…/20260131/execute-api/aws4_request`: SigV4a has no Region in its scope, and names its Regions in a header that is signed, or in the
 * query. One document writes a `*` in the Region's place, which is passed over (docs/aws/sigv4a-and-2025.md).
 */
function readRegionlessCredential(
  credential: string,
  regionSet: string | undefined,
  where: string,
): Pick<SignatureClaim, 'accessKeyId' | 'scope' | 'regionSet'> {
  const parts = credential.split('/');
  const terminator = parts.pop();
  const service = parts.pop();
  if (parts.at(-1) === '*') parts.pop();
  const date = parts.pop();
  if (parts.length === 0 || !date || !service || terminator !== 'aws4_request') {
    throw new SignatureRefusal(
      'IncompleteSignatureException',
      `Credential must have exactly 4 slash-delimited elements, e.g. keyid/date/service/term, got '${credential}'.`,
    );
  }
  if (!regionSet) {
    throw new SignatureRefusal('IncompleteSignatureException', `A SigV4a signature must cover '${where}'.`);
  }
  return { accessKeyId: parts.join('/'), scope: { date, region: '', service }, regionSet };
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
