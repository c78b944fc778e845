import type { Draft } from './draft.ts';

export function Body({ draft, change }: { readonly draft: Draft; readonly change: (members: Partial<Draft>) => void }) {
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Body</h2>
        <span class="dim">{draft.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none'}</span>
      </header>
      <textarea
        rows={8}
        aria-label="Body"
        value={draft.body}
        onInput={(event) => change({ body: event.currentTarget.value })}
      />
    </div>
  );
}
