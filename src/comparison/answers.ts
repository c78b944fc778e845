import type { HeaderList } from '../model/http/messages.ts';
import { bodyFindings, type KeptBody } from './bodies.ts';
import { type Finding, finding } from './finding.ts';
import { headerFindings } from './headers.ts';
import { isRequestIdHeader } from './volatile-names.ts';
import { type Moments, whyVolatileValue } from './volatile-values.ts';

/** A response as it is kept: the body without its content encoding. */
export interface KeptAnswer extends KeptBody {
  readonly status: number;
  readonly headers: HeaderList;
}

/** Every field in which the local answer is not the recorded one: the status, header by header, the body by path. `asked`: text of the request. */
export function answerFindings(recorded: KeptAnswer, local: KeptAnswer, moments: Moments, asked: string): Finding[] {
  const [ids, localIds] = [requestIds(recorded.headers), requestIds(local.headers)];
  const why = (before: unknown, after: unknown): string | undefined => {
    if (isOneOf(before, ids) && isOneOf(after, localIds)) return 'request id';
    return whyVolatileValue(masked(before, ids), masked(after, localIds), moments, asked);
  };
  const body = bodyFindings(recorded, local, why);
  return [
    ...(recorded.status === local.status ? [] : [finding('status', recorded.status, local.status)]),
    ...headerFindings(recorded.headers, local.headers, (_name, before, after) => why(before, after)).map((found) =>
      followsBody(found, recorded, local, body)
        ? { ...found, verdict: 'volatile' as const, why: 'follows the body' }
        : found,
    ),
    ...body,
  ];
}

/** A length that differs because the body does, is compressed on one side or sent in chunks, is no difference of its own. */
function followsBody({ field }: Finding, recorded: KeptAnswer, local: KeptAnswer, body: readonly Finding[]): boolean {
  if (field !== 'headers.content-length') return false;
  const lengths = [recorded, local].map(({ headers }) =>
    headers.some(([name]) => name.toLowerCase() === 'content-length'),
  );
  const isEncoded = [recorded, local].some(({ headers }) =>
    headers.some(([name]) => name.toLowerCase() === 'content-encoding'),
  );
  return body.length > 0 || isEncoded || lengths.includes(false) || recorded.body !== local.body;
}

function requestIds(headers: HeaderList): string[] {
  return headers.filter(([name]) => isRequestIdHeader(name.toLowerCase())).map(([, value]) => value);
}

function isOneOf(value: unknown, ids: readonly string[]): boolean {
  return typeof value === 'string' && ids.includes(value);
}

/** A text with the ids of its own request replaced. */
function masked(value: unknown, ids: readonly string[]): unknown {
  return typeof value === 'string' ? ids.reduce((text, id) => text.replaceAll(id, 'request id'), value) : value;
}
