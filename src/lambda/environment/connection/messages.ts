import { FrameError } from './frames.ts';
import type { FromEnvironment } from '../protocol.ts';
import { readThrownError } from '../read-thrown-error.ts';

/** Messages of the protocol as frames. What an environment says is checked member by member: user code may have got at its connection. */

/** A message as the head and the tail of a frame. */
export interface FrameParts {
  readonly head: string;
  readonly tail?: string | Uint8Array;
}

export function fromEnvironmentParts(message: FromEnvironment): FrameParts {
  switch (message.kind) {
    case 'result': {
      const { kind, payload, memory, took } = message;
      return { head: JSON.stringify({ kind, memory, took }), tail: payload };
    }
    case 'chunk':
      return { head: '{"kind":"chunk"}', tail: message.data };
    case 'log': {
      const { line, ...head } = message;
      return { head: JSON.stringify(head), tail: line };
    }
    default:
      return { head: JSON.stringify(message) };
  }
}

/** Throws `FrameError` for what no environment of ours says. */
export function fromEnvironmentMessage(head: unknown, tail: Buffer): FromEnvironment {
  const members = (typeof head === 'object' && head !== null ? head : {}) as Readonly<Record<string, unknown>>;
  const { kind } = members;
  // Nearly every message is one: it makes no closures.
  if (kind === 'result') return resultMessage(members, tail);
  const text = (name: string): string => wanted(members[name], 'string', name);
  const number = (name: string): number => wanted(members[name], 'number', name);
  switch (kind) {
    case 'ready':
    case 'idle-exit':
    case 'begun':
      return { kind };
    case 'too-large':
    case 'next':
      return { kind, memory: number('memory') };
    case 'error':
      return { kind, ...failure(members), ending: members['ending'] === true, memory: number('memory') };
    case 'init-error':
      return { kind, ...failure(members) };
    case 'end':
      return members['error'] === undefined ? { kind } : { kind, error: failure(members['error']) };
    case 'head':
      return { kind, contentType: text('contentType') };
    case 'chunk':
      // A copy: the reader goes on with these bytes, and the reader of the stream may be slow.
      return { kind, data: new Uint8Array(tail) };
    case 'needs-process':
      return { kind, what: text('what') };
    case 'log': {
      const level = LOG_LEVELS.find((known) => known === members['level']) ?? 'RAW';
      const requestId = members['requestId'];
      const thrown = readThrownError(members['thrown']);
      return {
        kind,
        level,
        requestId: typeof requestId === 'string' ? requestId : undefined,
        line: tail.toString(),
        ...(thrown === undefined ? {} : { thrown }),
        ...(members['advice'] === true ? { advice: true } : {}),
      };
    }
    default:
      throw new FrameError(`a message of kind ${String(kind)}`);
  }
}

function resultMessage(members: Readonly<Record<string, unknown>>, tail: Buffer): FromEnvironment {
  const { memory, took } = members;
  const payload = tail.toString();
  const known = wanted(memory, 'number', 'memory');
  return typeof took === 'number'
    ? { kind: 'result', payload, memory: known, took }
    : { kind: 'result', payload, memory: known };
}

const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'RAW'] as const;

function failure(members: unknown): { readonly payload: string; readonly errorType: string } {
  const { payload, errorType } = (members ?? {}) as Readonly<Record<string, unknown>>;
  return {
    payload: wanted(payload, 'string', 'payload'),
    errorType: wanted(errorType, 'string', 'errorType'),
  };
}

function wanted<Kind extends 'string' | 'number'>(
  value: unknown,
  kind: Kind,
  name: string,
): Kind extends 'string' ? string : number {
  if (typeof value !== kind) throw new FrameError(`${name} that is no ${kind}`);
  return value as Kind extends 'string' ? string : number;
}
