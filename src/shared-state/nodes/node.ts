import type { NodeDescription } from '../contract.ts';

/** An emulator that shares the state, as it announced itself. */
export interface AnnouncedNode extends NodeDescription {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** How often a node says that it is there. */
export const BEAT_MS = 1000;

/**
 * How long a node counts as alive after it last said so, if its connection to the engine is gone too. With the time until it is looked for again,
 * less than five seconds.
 */
export const LIFETIME_MS = 3500;

/**
 * For so long after an outage, or after the engine lost what it held, nothing that is missing is believed to be gone: nodes are still saying what
 * they have.
 */
export const SETTLING_MS = 2000;

/** How a message names a node. */
export function nodeName({ host, pid }: Pick<AnnouncedNode, 'host' | 'pid'>): string {
  return `${host} (process ${pid})`;
}

/** What another node wrote; `undefined` for what no node of this version would write. */
export function readNode(text: string): AnnouncedNode | undefined {
  try {
    const { id, host, pid, startedAt, version, apis, settings }: Partial<AnnouncedNode> = JSON.parse(text);
    if (typeof id !== 'string' || typeof host !== 'string' || typeof pid !== 'number') return undefined;
    if (typeof startedAt !== 'number' || typeof version !== 'string' || !Array.isArray(apis)) return undefined;
    return { id, host, pid, startedAt, version, apis, settings: settings ?? {} };
  } catch {
    return undefined;
  }
}
