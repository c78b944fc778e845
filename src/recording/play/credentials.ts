import type { HeaderList } from '../../model/http/messages.ts';
import { amzDateOf, scopeText, sha256, signature } from '../../signing/sigv4.ts';
import type { SentRequest } from './send.ts';

/** What requests are sent with beside what their file says; it stands in no recording. */
export interface Credentials {
  /** Replace the request's own lines of these names. */
  readonly headers: HeaderList;
  readonly sigV4?: SigV4Credentials;
}

export interface SigV4Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
  readonly service: string;
}

/** The request with its credentials. `now`: milliseconds since the epoch. */
export function withCredentials(request: SentRequest, { headers, sigV4 }: Credentials, now: number): SentRequest {
  const names = headers.map(([name]) => name.toLowerCase());
  const kept = request.headers.filter(([name]) => !names.includes(name.toLowerCase()));
  const sent = { ...request, headers: [...kept, ...headers] };
  return sigV4 === undefined ? sent : signed(sent, sigV4, now);
}

/** Signs host, date, token and the body's hash: what nobody between here and the gateway changes. */
function signed(request: SentRequest, credentials: SigV4Credentials, now: number): SentRequest {
  const { accessKeyId, secretAccessKey, sessionToken, region, service } = credentials;
  const amzDate = amzDateOf(now);
  const scope = { date: amzDate.slice(0, 8), region, service };
  const [, host = '', rawPath = '/', rawQuery = ''] =
    /^https?:\/\/([^/?#]*)([^?#]*)\??([^#]*)/i.exec(request.url) ?? [];
  const payloadHash = sha256(request.body ?? '');
  const added: [string, string][] = [
    ['X-Amz-Date', amzDate],
    ['X-Amz-Content-Sha256', payloadHash],
    ...(sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken] as [string, string]]),
  ];
  const own = ['authorization', 'host', ...added.map(([name]) => name.toLowerCase())];
  const headers = [
    ...request.headers.filter(([name]) => !own.includes(name.toLowerCase())),
    ['Host', host] as const,
    ...added,
  ];
  const signedHeaders = own.slice(1).sort();
  const header = (name: string): string[] =>
    headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  const value = signature(
    { method: request.method, rawPath, rawQuery, header },
    signedHeaders,
    payloadHash,
    scope,
    amzDate,
    secretAccessKey,
  );
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scopeText(scope)}, SignedHeaders=${signedHeaders.join(';')}, Signature=${value}`;
  return { ...request, headers: [...headers, ['Authorization', authorization]] };
}

/** The region and service that an address of AWS names; `undefined` for others. */
export function awsAddress(url: string): { readonly region: string; readonly service: string } | undefined {
  const [, api, region] =
    /^https?:\/\/[^/]*\.(execute-api|lambda-url)\.([a-z0-9-]+)\.(?:amazonaws\.com|on\.aws)/i.exec(url) ?? [];
  if (region === undefined) return undefined;
  return { region, service: api?.toLowerCase() === 'lambda-url' ? 'lambda' : 'execute-api' };
}
