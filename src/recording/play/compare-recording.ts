import { answerFindings } from '../../comparison/answers.ts';
import type { Compared } from '../../comparison/compared.ts';
import type { Rules } from '../../comparison/rules.ts';
import type { RecordedExchange, RecordedRequest } from '../recording.ts';
import { bounded } from './bounded.ts';
import { withCredentials } from './credentials.ts';
import { EarlierAnswers } from './earlier-answers.ts';
import { fillSecrets } from './fill-secrets.ts';
import { type PlayOptions, redactedAnswer, sentRequest } from './record-requests.ts';
import { send } from './send.ts';

export interface CompareOptions extends PlayOptions {
  /** Values of what was redacted, by the name of the header, cookie, parameter or member. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly rules: Rules;
}

/**
 * Plays recorded requests against another API, in order, and compares the answers. Ids that the first API made (UUIDs, ULIDs) and later
 * requests name are replaced by those that the other one made in their place.
 */
export function compareRecording(exchanges: readonly RecordedExchange[], options: CompareOptions): Promise<Compared[]> {
  const ids = new Map<string, string>();
  const earlier = new EarlierAnswers();
  return bounded(exchanges, options.concurrency, (exchange) => compareExchange(exchange, ids, earlier, options));
}

async function compareExchange(
  { name, request: recorded, response, answeredAt }: RecordedExchange,
  ids: Map<string, string>,
  earlier: EarlierAnswers,
  { against, credentials, secrets, rules, clock, timeoutMs }: CompareOptions,
): Promise<Compared> {
  const said = `${recorded.method} ${recorded.path}`;
  const signs = credentials.sigV4 !== undefined;
  const sent = [
    ...credentials.headers.map(([header]) => header.toLowerCase()),
    ...(signs ? ['authorization', 'x-amz-security-token'] : []),
  ];
  const { request: filled, missing } = fillSecrets(withIds(recorded, ids), secrets, sent);
  const notes = missing.length === 0 ? {} : { notes: [`sent without the recorded value of ${missing.join(', ')}`] };
  try {
    const request = earlier.resolved(filled);
    const playing = withCredentials(sentRequest(request, against), credentials, clock.now());
    const local = await send(playing, timeoutMs);
    earlier.add(name, request, local);
    const answer = redactedAnswer(local, playing.headers);
    const moments = { recordedAt: answeredAt, localAt: clock.now() };
    const findings = answerFindings(response, answer, moments, askedText(recorded) + askedText(request));
    for (const { recorded: before, local, why } of findings) {
      if (/^u(?:u|l)id$/.test(why ?? '') && typeof before === 'string' && typeof local === 'string')
        ids.set(before, local);
    }
    return { name, request: said, findings: rules.apply(said, findings), ...notes };
  } catch (error) {
    return { name, request: said, findings: [], failure: (error as Error).message, ...notes };
  }
}

function askedText({ path, body = '', headers }: RecordedRequest): string {
  return [path, body, ...headers.map(([, value]) => value)].join('\n');
}

function withIds(request: RecordedRequest, ids: ReadonlyMap<string, string>): RecordedRequest {
  if (ids.size === 0) return request;
  const replaced = (text: string): string => {
    let result = text;
    for (const [before, after] of ids) result = result.replaceAll(before, after);
    return result;
  };
  const { path, headers, body } = request;
  return {
    ...request,
    path: replaced(path),
    headers: headers.map(([name, value]) => [name, replaced(value)]),
    ...(body === undefined ? {} : { body: replaced(body) }),
  };
}
