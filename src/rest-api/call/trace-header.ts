import type { Ids } from '../../model/base/ids.ts';

/**
 * The `X-Amzn-Trace-Id` of a request (recorded: docs/aws/rest-api-observed.md#trace-id): made anew when the client sent none, completed
 * with a parent in second place when it sent only a root, kept whole when it has both.
 */
export function traceHeaderFor(sent: string | undefined, ids: Ids, now: number): string {
  const parts = sent?.split(';').map((part) => part.trim()) ?? [];
  const root = parts.find((part) => part.startsWith('Root='));
  if (sent === undefined || root === undefined) return `Root=${ids.traceRoot(now)};Parent=${ids.segment()};Sampled=0`;
  if (parts.some((part) => part.startsWith('Parent='))) return sent;
  const others = parts.filter((part) => part !== root && part !== '');
  const sampled = others.some((part) => part.startsWith('Sampled=')) ? [] : ['Sampled=0'];
  return [root, `Parent=${ids.segment()}`, ...others, ...sampled].join(';');
}
