const SHAPES = {
  ok: 'M1.5 5.5 4 8l4.5-6',
  redirect: 'M1 5h8M6 2l3 3-3 3',
  client: 'M5 1.2 9.2 8.8H.8zM5 4v2',
  server: 'm1.8 1.8 6.4 6.4m0-6.4L1.8 8.2',
  ws: 'M9 3H1l2-2M1 7h8L7 9',
  in: 'M1 5h8M6 2l3 3-3 3',
  out: 'M9 5H1m3-3L1 5l3 3',
  wait: 'M5 1.4a3.6 3.6 0 1 0 3.6 3.6',
  none: 'M2 5h6',
  close: 'm1.8 1.8 6.4 6.4m0-6.4L1.8 8.2',
  pause: 'M3.2 1.5v7M6.8 1.5v7',
  menu: 'M1 2h8M1 5h8M1 8h8',
  fold: 'm2 3.5 3 3 3-3',
  unfold: 'm3.5 2 3 3-3 3',
} as const;

export type IconName = keyof typeof SHAPES | 'dot';

/** A symbol of the line height; always beside text that says the same. */
export function Icon({ name, class: extra = '' }: { readonly name: IconName; readonly class?: string }) {
  return (
    <svg class={`i ${extra}`} viewBox="0 0 10 10" aria-hidden="true">
      {name === 'dot' ? <circle cx="5" cy="5" r="3" fill="currentColor" /> : <path d={SHAPES[name]} />}
    </svg>
  );
}
