import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../live/api.ts';
import { Icon } from './icon.tsx';

export function Notice({
  tone,
  children,
}: {
  readonly tone: 'server' | 'client' | 'info';
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice ${tone}`} role={tone === 'server' ? 'alert' : undefined}>
      <span class={tone}>
        <Icon name={tone === 'info' ? 'ok' : tone} />
      </span>
      <div>{children}</div>
    </div>
  );
}

/** A pane that failed, with its endpoint; the others work on. */
export function FailureNotice({ failure, what }: { readonly failure: Failure; readonly what: string }) {
  return (
    <Notice tone="server">
      <b>{what} could not be read.</b> <code>{failure.endpoint}</code>{' '}
      {failure.status === 0 ? '' : `returned ${failure.status}`}: {failure.message}
    </Notice>
  );
}

/** Nothing for 300 ms, then one grey line. */
export function Loading({ what }: { readonly what: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div class="blank">
      <p class="st wait">
        <Icon name="wait" />
        Reading {what} …
      </p>
    </div>
  );
}
