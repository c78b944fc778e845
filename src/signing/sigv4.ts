import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { percentDecode } from '../model/http/percent-decoding.ts';
import { percentEncode } from '../model/http/percent-encoding.ts';

/** What SigV4 signs, in the terms of its canonical request. https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
export interface SignableRequest {
  readonly method: string;
  /** As on the request line: percent-encoded, without the query. */
  readonly rawPath: string;
  /** As on the request line, without `?`. */
  readonly rawQuery: string;
  /** Looked up by lower-case name; every value of the header in order. */
  header(name: string): readonly string[];
}

export interface SigningScope {
  /** `20260131`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Hash of the canonical request, which both algorithms sign. `excludeQuery` as for `signature`. */
export function canonicalHash(
  request: SignableRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
  service: string,
  excludeQuery?: string,
): string {
  const canonical = [
    request.method,
    canonicalPath(request.rawPath, service),
    canonicalQuery(request.rawQuery, excludeQuery),
    ...signedHeaders.map((name) => `${name}:${request.header(name).map(collapse).join(',')}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
  return sha256(canonical);
}

/** The signature as lower-case hex. `excludeQuery` names a query parameter to exclude (`X-Amz-Signature` of presigned URLs). */
export function signature(
  request: SignableRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
  scope: SigningScope,
  amzDate: string,
  secretAccessKey: string,
  excludeQuery?: string,
): string {
  const hash = canonicalHash(request, signedHeaders, payloadHash, scope.service, excludeQuery);
  const toSign = ['AWS4-HMAC-SHA256', amzDate, scopeText(scope), hash].join('\n');
  return createHmac('sha256', signingKey(secretAccessKey, scope)).update(toSign).digest('hex');
}

export function scopeText(scope: SigningScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

/** The key that signs for one day, region and service; also the key of chunk signatures. */
export function signingKey(secretAccessKey: string, scope: SigningScope): Buffer {
  let key: Buffer | string = `AWS4${secretAccessKey}`;
  for (const part of [scope.date, scope.region, scope.service, 'aws4_request']) {
    key = createHmac('sha256', key).update(part).digest();
  }
  return key as Buffer;
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Compares without telling by time where two signatures differ. */
export function sameSignature(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `20260131T101500Z`. */
export function amzDateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Percent-encoding of SigV4: everything but unreserved characters. */
export function encodeRfc3986(text: string): string {
  return percentEncode(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Every service but S3 encodes the path once more and removes `.` and `..` segments and empty ones, as the signing libraries do. */
function canonicalPath(rawPath: string, service: string): string {
  if (service === 's3') return rawPath === '' ? '/' : rawPath;
  const kept: string[] = [];
  for (const segment of rawPath.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(encodeRfc3986(segment));
  }
  const trailing = rawPath.endsWith('/') && kept.length > 0 ? '/' : '';
  return `/${kept.join('/')}${trailing}`;
}

function canonicalQuery(rawQuery: string, exclude: string | undefined): string {
  if (rawQuery === '') return '';
  const pairs: [string, string][] = [];
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const [name = '', ...value] = part.split('=');
    if (percentDecode(name) === exclude) continue;
    pairs.push([encodeRfc3986(percentDecode(name)), encodeRfc3986(percentDecode(value.join('=')))]);
  }
  return pairs
    .sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function collapse(value: string): string {
  return value.trim().replace(/ {2,}/g, ' ');
}
