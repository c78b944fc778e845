import { timingSafeEqual } from 'node:crypto';
import type { Credential } from '../model/definition/authorizer.ts';
import type { Clock } from '../model/base/clock.ts';
import { allHeaders, firstHeader } from '../model/http/messages.ts';
import { chunkProblem } from './chunked-payload.ts';
import { readSignatureClaim } from './signature-claim.ts';
import type { SignatureClaim } from './signature-claim.ts';
import { expired, mismatch, SignatureRefusal, unrecognized } from './signature-refusal.ts';
import { queryParameter } from './signed-request.ts';
import type { SignedRequest } from './signed-request.ts';
import { isInRegionSet, isSigV4aSignature, SIGV4A } from './sigv4a.ts';
import { amzDateOf, canonicalHash, sameSignature, sha256, signature, signingKey } from './sigv4.ts';

export interface SigV4Expectation {
  /** Service that the signature must be scoped to: `execute-api`, `lambda`. */
  readonly service: string;
  /** Region that it must be scoped to; any where absent. */
  readonly region?: string;
  /** SigV4a is taken too: REST APIs (docs/aws/sigv4a-and-2025.md). */
  readonly allowsSigV4a?: boolean;
  readonly clock: Clock;
}

const SKEW_MINUTES = 5;
const MINUTE_MS = 60_000;
const CHUNKED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

/**
 * Verifies a SigV4 signature in the header or in the query (presigned) and resolves with the credential that made it.
 *
 * @throws {SignatureRefusal} with AWS's error type and text (docs/aws/rest-api.md#iam-authorization): unsigned, incomplete, unknown key, session over, wrong scope, more
 * than five minutes off, expired, not matching, or a body that is not the signed one.
 */
export async function verifySigV4(
  request: SignedRequest,
  credentials: readonly Credential[],
  expected: SigV4Expectation,
): Promise<Credential> {
  const claim = readSignatureClaim(request, expected.allowsSigV4a);
  if (!claim) {
    throw new SignatureRefusal(
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
      'The request is not signed',
    );
  }
  const credential = credentials.find(({ accessKeyId }) => accessKeyId === claim.accessKeyId);
  if (!credential) {
    throw unrecognized(`The access key ${claim.accessKeyId} is not among the credentials of the configuration`);
  }
  if (!sameToken(credential.sessionToken, claim.sessionToken)) {
    throw unrecognized(`The session token is not that of the credential "${credential.name}"`);
  }
  if (credential.expiresAt !== undefined && credential.expiresAt <= expected.clock.now()) {
    throw expired(`The session of "${credential.name}" ended at ${new Date(credential.expiresAt).toISOString()}`);
  }
  checkScope(claim, expected);
  checkTime(claim, expected.clock.now());
  await checkSignature(request, claim, credential);
  return credential;
}

function sameToken(known: string | undefined, sent: string | undefined): boolean {
  const a = Buffer.from(known ?? '');
  const b = Buffer.from(sent ?? '');
  return a.length === b.length && timingSafeEqual(a, b);
}

function checkScope({ scope, amzDate, signedHeaders, regionSet }: SignatureClaim, expected: SigV4Expectation): void {
  const refuse = (text: string): never => {
    throw new SignatureRefusal('InvalidSignatureException', text);
  };
  if (scope.service !== expected.service) {
    refuse(`Credential should be scoped to correct service: '${expected.service}'.`);
  }
  if (regionSet !== undefined) {
    if (expected.region !== undefined && !isInRegionSet(expected.region, regionSet))
      refuse(`Credential should be scoped to a valid region, not '${regionSet}'.`);
  } else if (expected.region !== undefined && scope.region !== expected.region) {
    refuse(`Credential should be scoped to a valid region, not '${scope.region}'.`);
  }
  if (scope.date !== amzDate.slice(0, 8)) {
    refuse(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${amzDate.slice(0, 8)}', from '${amzDate}'.`,
    );
  }
  if (!signedHeaders.includes('host')) refuse("'Host' must be a 'SignedHeader' in the AWS Authorization.");
}

function checkTime({ amzDate, expiresSeconds }: SignatureClaim, now: number): void {
  const signedAt = timeOf(amzDate);
  const validMinutes = expiresSeconds === undefined ? SKEW_MINUTES : expiresSeconds / 60;
  const earliest = now - validMinutes * MINUTE_MS;
  if (Number.isNaN(signedAt) || signedAt < earliest) {
    throw new SignatureRefusal(
      'InvalidSignatureException',
      `Signature expired: ${amzDate} is now earlier than ${amzDateOf(earliest)} (${amzDateOf(now)} - ${validMinutes} min.)`,
    );
  }
  const latest = now + SKEW_MINUTES * MINUTE_MS;
  if (signedAt > latest) {
    throw new SignatureRefusal(
      'InvalidSignatureException',
      `Signature not yet current: ${amzDate} is still later than ${amzDateOf(latest)} (${amzDateOf(now)} + ${SKEW_MINUTES} min.)`,
    );
  }
}

function timeOf(amzDate: string): number {
  return Date.parse(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

async function checkSignature(request: SignedRequest, claim: SignatureClaim, credential: Credential): Promise<void> {
  const { scope, amzDate, signedHeaders } = claim;
  const announced = announcedHash(request);
  const payloadHash = announced ?? sha256(await request.body());
  const signable = {
    method: request.method,
    rawPath: request.rawPath,
    rawQuery: request.rawQuery,
    header: (name: string) => allHeaders(request.headers, name),
  };
  const excluded = claim.isPresigned === true ? 'X-Amz-Signature' : undefined;
  const secret = credential.secretAccessKey;
  const computed = signature(signable, signedHeaders, payloadHash, scope, amzDate, secret, excluded);
  const isRight =
    claim.regionSet === undefined
      ? sameSignature(computed, claim.signature)
      : isSigV4aSignature(
          credential,
          [
            SIGV4A,
            amzDate,
            `${scope.date}/${scope.service}/aws4_request`,
            canonicalHash(signable, signedHeaders, payloadHash, scope.service, excluded),
          ].join('\n'),
          claim.signature,
        );
  if (!isRight) {
    throw mismatch(
      `The signature of "${credential.name}" does not match: wrong secret, or something changed on the way`,
    );
  }
  if (announced === undefined || announced === 'UNSIGNED-PAYLOAD') return;
  const body = await request.body();
  if (announced !== CHUNKED) {
    if (sha256(body) !== announced.toLowerCase()) throw mismatch('The body is not the one whose hash was signed');
    return;
  }
  const chain = { signingKey: signingKey(credential.secretAccessKey, scope), scope, amzDate, seedSignature: computed };
  const problem = chunkProblem(body, chain);
  if (problem !== undefined) throw mismatch(`The chunked body is not the signed one: ${problem}`);
}

/** The hash that the signer announced; it is what was signed, whether or not it is that of the body. */
function announcedHash({ headers, rawQuery }: SignedRequest): string | undefined {
  const announced = firstHeader(headers, 'x-amz-content-sha256') ?? queryParameter(rawQuery, 'X-Amz-Content-Sha256');
  if (announced === undefined || announced === 'UNSIGNED-PAYLOAD' || announced === CHUNKED) return announced;
  if (/^[0-9a-f]{64}$/i.test(announced)) return announced;
  throw mismatch(`x-amz-content-sha256 is "${announced.slice(0, 80)}": neither a hash nor a form that is understood`);
}
