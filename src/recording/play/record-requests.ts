import type { KeptAnswer } from '../../comparison/answers.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { redactedHeaders, redactedQuery, redactedText, secretTexts, withoutTexts } from '../../model/secrets/redact.ts';
import type { RecordedExchange, RecordedRequest } from '../recording.ts';
import { sendableHeaders } from '../requests/sendable-headers.ts';
import type { WrittenRequest } from '../requests/written-request.ts';
import { bounded } from './bounded.ts';
import { type Credentials, withCredentials } from './credentials.ts';
import { EarlierAnswers } from './earlier-answers.ts';
import { keptBody, send, type SentRequest } from './send.ts';

export interface PlayOptions {
  /** URL of the API. */
  readonly against: string;
  readonly credentials: Credentials;
  /** Requests at once. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** What became of a request: its exchange without secrets, or why there was no answer. */
export type Played = RecordedExchange | { readonly name: string; readonly failure: string };

type PlacedRequest = WrittenRequest & { readonly path: string };

/** Plays requests against an API, in order. `answered` hears of each as it ends. */
export function recordRequests(
  requests: readonly PlacedRequest[],
  options: PlayOptions,
  answered: (played: Played) => void,
): Promise<Played[]> {
  const { against, credentials, concurrency, timeoutMs, clock } = options;
  const earlier = new EarlierAnswers();
  return bounded(requests, concurrency, async (written) => {
    const { method, path, body } = written;
    const name = written.name ?? `${method} ${redactedPath(path)}`;
    const kept = {
      ...(body === undefined ? {} : keptBody(body)),
      method,
      path,
      headers: withDefaults(sendableHeaders(written.headers)),
    };
    let played: Played;
    try {
      const request = earlier.resolved(kept);
      const sent = withCredentials(sentRequest(request, against), credentials, clock.now());
      const answer = await send(sent, timeoutMs);
      earlier.add(name, request, answer);
      const response = redactedAnswer(answer, sent.headers);
      played = { name, request: redactedRequest(kept), answeredAt: clock.now(), response };
    } catch (error) {
      played = { name, failure: (error as Error).message };
    }
    answered(played);
    return played;
  });
}

/** A recorded request as it is sent to an API. */
export function sentRequest(
  { method, path, headers, body, isBase64Encoded }: RecordedRequest,
  against: string,
): SentRequest {
  const bytes = body === undefined ? {} : { body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8') };
  return { method, url: placed(against, path), headers, ...bytes };
}

/** A path below a base URL. */
function placed(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}${path === '/' && !base.endsWith('/') && /^https?:\/\/[^/]+\//i.test(base) ? '' : path}`;
}

/** An answer as a recording keeps it. `sent`: the header lines of the request, whose secrets an answer may repeat. */
export function redactedAnswer(answer: KeptAnswer, sent: HeaderList): KeptAnswer {
  const secrets = secretTexts(sent);
  const { headers, body, isBase64Encoded } = answer;
  const plain =
    body === undefined || isBase64Encoded === true ? {} : { body: withoutTexts(redactedText(body), secrets) };
  const lines = redactedHeaders(headers).map(([name, value]): [string, string] => [name, withoutTexts(value, secrets)]);
  return { ...answer, headers: lines, ...plain };
}

function redactedRequest(request: RecordedRequest): RecordedRequest {
  const { path, headers, body, isBase64Encoded } = request;
  const plain = body === undefined || isBase64Encoded === true ? {} : { body: redactedText(body) };
  return { ...request, path: redactedPath(path), headers: redactedHeaders(headers), ...plain };
}

function redactedPath(path: string): string {
  const mark = path.indexOf('?');
  return mark === -1 ? path : `${path.slice(0, mark + 1)}${redactedQuery(path.slice(mark + 1))}`;
}

/** What every client sends; both sides get the same. */
function withDefaults(headers: HeaderList): HeaderList {
  const names = headers.map(([name]) => name.toLowerCase());
  const defaults: HeaderList = [
    ['Accept', '*/*'],
    ['User-Agent', 'gw-emulate'],
  ];
  return [...headers, ...defaults.filter(([name]) => !names.includes(name.toLowerCase()))];
}
