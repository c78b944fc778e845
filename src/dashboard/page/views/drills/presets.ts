import type { Draft } from './draft.ts';

/** Drills that people run most, one press each. */
export const PRESETS: readonly { readonly name: string; readonly draft: Partial<Draft> }[] = [
  { name: 'Slow backend', draft: { kind: 'latency', milliseconds: '800' } },
  { name: '1 in 5 throttled', draft: { kind: 'throttle', share: '0.2' } },
  { name: 'Timeout', draft: { kind: 'timeout', milliseconds: '0', count: '1' } },
  { name: 'Failing function', draft: { kind: 'function-error', share: '0.1' } },
  { name: 'Lost answer', draft: { kind: 'drop-before-head', count: '1' } },
  { name: 'Dead socket', draft: { kind: 'websocket-half-open', count: '1', milliseconds: '' } },
];
