import { createHash } from 'node:crypto';
import { differences } from './differences.ts';
import { exactJson } from './exact-json.ts';
import { fieldName, type Finding, finding, judged } from './finding.ts';

/** A body as it is kept: text, or base64 of bytes that are no UTF-8. */
export interface KeptBody {
  readonly body?: string;
  readonly isBase64Encoded?: true;
}

type WhyVolatile = (recorded: unknown, local: unknown) => string | undefined;

/** Where two bodies differ: JSON by path, text by its first different line, bytes as a whole. */
export function bodyFindings(recorded: KeptBody, local: KeptBody, whyVolatile: WhyVolatile): Finding[] {
  const [before, after] = [recorded.body ?? '', local.body ?? ''];
  if (before === after && recorded.isBase64Encoded === local.isBase64Encoded) return [];
  if (recorded.isBase64Encoded === true || local.isBase64Encoded === true) return [ofBytes(recorded, local)];
  const [one, other] = [exactJson(before), exactJson(after)];
  if (one !== undefined && other !== undefined) {
    const isNoise = (found: { before: unknown; after: unknown }): boolean =>
      whyVolatile(found.before, found.after) !== undefined;
    return differences(one, other, isNoise).map(({ path, before, after }) =>
      judged(fieldName('body', path), before, after, whyVolatile(before, after)),
    );
  }
  const why = whyVolatile(before, after);
  return why === undefined ? [ofText(before, after)] : [judged('body', before, after, why)];
}

function ofText(recorded: string, local: string): Finding {
  const [before, after] = [recorded.split('\n'), local.split('\n')];
  const line = before.findIndex((text, index) => text !== after[index]);
  const at = line === -1 ? before.length : line;
  const count = Math.max(before.length, after.length);
  if (recorded === '' || local === '') return finding('body', recorded || undefined, local || undefined);
  return finding('body', before[at], after[at], count === 1 ? undefined : `line ${at + 1} of ${count}`);
}

function ofBytes(recorded: KeptBody, local: KeptBody): Finding {
  const [before, after] = [bytesOf(recorded), bytesOf(local)];
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  return finding('body', describeBytes(before), describeBytes(after), `from byte ${at}`);
}

function bytesOf({ body = '', isBase64Encoded }: KeptBody): Buffer {
  return Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
}

function describeBytes(bytes: Buffer): string {
  return `${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}…`;
}
