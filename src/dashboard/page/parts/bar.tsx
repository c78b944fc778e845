import type { Timings } from '../../../observability/record/timings.ts';

const PARTS = [
  ['authorizer', 'seg-a'],
  ['coldStart', 'seg-c'],
  ['handler', 'seg-h'],
  ['integration', 'seg-i'],
] as const;
/** A part is never thinner than this, in per cent: it would not be seen. */
const THINNEST = 1.2;

/** Where the time went, on a scale that all bars share. A value beyond the scale fills the bar. */
export function Bar({ timings, scale }: { readonly timings: Timings; readonly scale: number }) {
  const share = Math.min(1, timings.total / scale);
  const whole = timings.total || 1;
  let at = 0;
  const rectangles = [['gateway', 'seg-g'] as const, ...PARTS].flatMap(([part, tone]) => {
    const value = timings[part];
    const width =
      part === 'gateway' ? Math.max(THINNEST, (value / whole) * share * 100) : (value / whole) * share * 100;
    if (width <= 0) return [];
    const x = at;
    at += Math.max(width, THINNEST);
    return [
      <rect key={part} class={tone} x={x.toFixed(1)} y="0" width={Math.max(width, THINNEST).toFixed(1)} height="8" />,
    ];
  });
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      {rectangles}
    </svg>
  );
}

/** A round number of milliseconds that holds nearly all of the values. */
export function scaleOf(totals: readonly number[]): number {
  const sorted = [...totals].sort((a, b) => a - b);
  const most = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
  return [5, 10, 20, 50, 100, 200, 400, 1000, 2000, 5000, 10_000, 30_000].find((step) => step >= most) ?? 60_000;
}

const LEGEND = [
  ['seg-g', 'gateway'],
  ['seg-a', 'authorizer'],
  ['seg-c', 'cold start'],
  ['seg-h', 'handler'],
  ['seg-i', 'integration'],
] as const;

export function Legend() {
  return (
    <div class="legend">
      {LEGEND.map(([tone, name]) => (
        <span key={name}>
          <svg viewBox="0 0 14 8" aria-hidden="true">
            <rect class={tone} width="14" height="8" />
          </svg>
          {name}
        </span>
      ))}
    </div>
  );
}
