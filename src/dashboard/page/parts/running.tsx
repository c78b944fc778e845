import { useEffect, useState } from 'preact/hooks';
import type { UnderWay } from '../live/store.ts';

/** Milliseconds between two readings of the clock. */
const TICK_MS = 500;

/** How long a request has been under way, counting on. */
export function Running({ call: { since } }: { readonly call: Pick<UnderWay, 'since'> }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <span class="wait">{runningText(now - since)}</span>;
}

function runningText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

const STAGES: Readonly<Record<string, string>> = {
  request: 'reads the request',
  authorizer: 'authorizer runs',
  integration: 'runs',
  response: 'sends the response',
};
const WAITS = {
  build: 'waits for the build',
  'cold start': 'cold start',
  'free environment': 'waits for a free environment',
} as const;

/** Where a request is, in a few words. */
export function waitText({ stage = 'integration', waitsFor }: Pick<UnderWay, 'stage' | 'waitsFor'>): string {
  return waitsFor === undefined ? (STAGES[stage] ?? stage) : WAITS[waitsFor];
}
