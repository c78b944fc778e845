import { Icon } from '../../parts/icon.tsx';
import { visible } from '../../parts/visible.ts';
import type { Row } from './list-rows.ts';

/** Characters of a last segment that is kept whole. */
const LONGEST_TAIL = 20;

/** The path of a line: its last segment stays whole, the middle is cut; the query is cut first. */
export function RowPath({ row, toggle }: { readonly row: Row; readonly toggle: (connectionId: string) => void }) {
  const { exchange, events, isUnfolded } = row;
  const { path, query, coldStart, routeKey, method, connectionId, faults } = exchange;
  const shown = visible(method === 'MESSAGE' || method === 'DISCONNECT' ? (routeKey ?? path) : path);
  const cut = shown.lastIndexOf('/');
  const isLong = cut > 0 && shown.length > 24 && shown.length - cut <= LONGEST_TAIL;
  const full = query === undefined ? shown : `${shown}?${query}`;
  return (
    <>
      {events > 0 && connectionId !== undefined ? (
        <button
          type="button"
          class="unfold"
          tabIndex={-1}
          aria-label={`${isUnfolded ? 'Fold' : 'Unfold'} ${events} events`}
          onClick={(event) => {
            event.stopPropagation();
            toggle(connectionId);
          }}
        >
          <Icon name={isUnfolded ? 'fold' : 'unfold'} />
        </button>
      ) : null}
      <span class={`p ${query === undefined ? '' : 'keep'}`} title={full}>
        <span class="h">{isLong ? shown.slice(0, cut) : shown}</span>
        {isLong ? <span class="t">{shown.slice(cut)}</span> : null}
      </span>
      {query === undefined ? null : <span class="q">?{visible(query)}</span>}
      {events > 0 && !isUnfolded ? <span class="dim">{events}</span> : null}
      {coldStart ? <span class="tag cold">cold</span> : null}
      {faults === undefined ? null : (
        <span class="tag drill" title={faults.map(({ kind, effect }) => `${kind}: ${effect}`).join('; ')}>
          drill
        </span>
      )}
    </>
  );
}
