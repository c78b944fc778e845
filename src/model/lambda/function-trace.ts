import { createHash } from 'node:crypto';
import type { Ids } from '../base/ids.ts';

/**
 * The trace header of an invocation as its function sees it, in `_X_AMZN_TRACE_ID` and the context: Lambda completes what its caller sent,
 * so that a `Root` alone, which is all an HTTP API gives, comes with a `Parent` and `Sampled=0`, and then the lineage that Lambda counts
 * loops by (docs/aws/lambda.md#trace-header). The event keeps the caller's header. What the caller sent stays as it is.
 */
export function functionTrace(sent: string | undefined, functionArn: string, ids: Ids, now: number): string {
  // What the gateways send, unless their client sent something else.
  const usual = sent === undefined ? undefined : USUAL.exec(sent)?.[1];
  if (usual === '') return `${sent};Parent=${ids.segment()};Sampled=0;Lineage=1:${lineageOf(functionArn)}:0`;
  if (usual !== undefined) return `${sent};Lineage=1:${lineageOf(functionArn)}:0`;
  const parts: Partial<Record<string, string>> = {};
  for (const part of sent?.split(';') ?? []) {
    const [key = '', ...value] = part.split('=');
    parts[key.trim()] = value.join('=').trim();
  }
  const {
    Root = ids.traceRoot(now),
    Parent = ids.segment(),
    Sampled = '0',
    Lineage = `1:${lineageOf(functionArn)}:0`,
  } = parts;
  return `Root=${Root};Parent=${Parent};Sampled=${Sampled};Lineage=${Lineage}`;
}

const USUAL = /^Root=[\w-]+(|;Parent=\w+;Sampled=[01])$/;

/** Callers name versions and aliases as they like; they must not fill the memory. */
const MOST_REMEMBERED = 2000;
const lineages = new Map<string, string>();

/** Eight hex digits that are the function's own on every invocation. Hashing costs as much as routing a request. */
function lineageOf(functionArn: string): string {
  const known = lineages.get(functionArn);
  if (known !== undefined) return known;
  const lineage = createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
  if (lineages.size < MOST_REMEMBERED) lineages.set(functionArn, lineage);
  return lineage;
}
