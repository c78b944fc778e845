import type { ConnectionOperation, ConnectionOutcome } from '../contract.ts';

/** What one node asks of another. */
export interface Question {
  /** The same for each attempt, so that nothing is done twice. */
  readonly id: string;
  /** The node that waits for the answer. */
  readonly from: string;
  readonly apiId: string;
  readonly connectionId: string;
  readonly operation: ConnectionOperation;
}

export interface Answer {
  readonly id: string;
  readonly outcome: ConnectionOutcome;
}

/** What arrives on a node's channel: `sentAt` is the engine's clock, which the engine puts in front of a question itself. */
export type Letter =
  | { readonly kind: 'question'; readonly question: Question; readonly sentAt: number }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'echo' };

/** A question without its time, for the script that sends it: time, line feed, JSON. */
export function writeQuestion({ id, from, apiId, connectionId, operation }: Question): string {
  const text = operation.kind === 'post' ? operation.text : '';
  return JSON.stringify([id, from, apiId, connectionId, operation.kind, text]);
}

export function writeAnswer({ id, outcome }: Answer): string {
  return `\n${JSON.stringify([id, outcome])}`;
}

/** `undefined` for what no node of this version writes. */
export function readLetter(text: string): Letter | undefined {
  if (text === '') return { kind: 'echo' };
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  try {
    const parts: unknown = JSON.parse(text.slice(end + 1));
    if (!Array.isArray(parts)) return undefined;
    return end === 0 ? answerOf(parts) : questionOf(parts, Number(text.slice(0, end)));
  } catch {
    return undefined;
  }
}

function answerOf([id, outcome]: readonly unknown[]): Letter | undefined {
  if (typeof id !== 'string' || typeof outcome !== 'object' || outcome === null) return undefined;
  return { kind: 'answer', answer: { id, outcome: outcome as ConnectionOutcome } };
}

function questionOf(
  [id, from, apiId, connectionId, kind, text]: readonly unknown[],
  sentAt: number,
): Letter | undefined {
  if (typeof id !== 'string' || typeof from !== 'string' || typeof apiId !== 'string') return undefined;
  if (typeof connectionId !== 'string' || typeof text !== 'string') return undefined;
  const operation = operationOf(kind, text);
  return operation && { kind: 'question', question: { id, from, apiId, connectionId, operation }, sentAt };
}

function operationOf(kind: unknown, text: string): ConnectionOperation | undefined {
  if (kind === 'post') return { kind, text };
  return kind === 'get' || kind === 'delete' ? { kind } : undefined;
}
