import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Row } from './list-rows.ts';
import { Line } from './line.tsx';

interface ListProps {
  readonly rows: readonly Row[];
  readonly narrow: boolean;
  readonly selected: string | undefined;
  readonly scale: number;
  readonly open: (id: string) => void;
  readonly toggle: (connectionId: string) => void;
}

/** Lines beyond the visible ones that are made all the same, so that fast scrolling shows no gaps. */
const OVERSCAN = 8;

/** The requests, newest first: as many lines in the page as fit into view, however many there are. One tab stop; arrows move. */
export function RequestList({ rows, narrow, selected, scale, open, toggle }: ListProps) {
  const pane = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [active, setActive] = useState<string | undefined>(selected);
  const isSmall = useSmall();
  const rowHeight = isSmall ? 48 : 28;
  const first = rows[0]?.exchange.id;
  const anchor = useRef({ count: 0, first });

  // What comes in above must not move the line that is looked at.
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const added =
      anchor.current.first === undefined ? 0 : rows.findIndex(({ exchange }) => exchange.id === anchor.current.first);
    const isLookedAt = element.scrollTop > 0 || element.matches(':hover') || element.contains(document.activeElement);
    if (added > 0 && isLookedAt) element.scrollTop += added * rowHeight;
    anchor.current = { count: rows.length, first };
  }, [first, rows.length, rowHeight]);

  useEffect(() => {
    const element = pane.current;
    if (element === null) return undefined;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  const activeIndex = Math.max(
    0,
    rows.findIndex(({ exchange }) => exchange.id === (active ?? selected)),
  );
  const from = Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN);
  const to = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN);
  const shownIndexes = Array.from({ length: to - from }, (_, index) => from + index);
  if (rows.length > 0 && (activeIndex < from || activeIndex >= to)) shownIndexes.push(activeIndex);

  const focusRow = (index: number): void => {
    const row = rows[index];
    const element = pane.current;
    if (row === undefined || element === null) return;
    setActive(row.exchange.id);
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight - 24)
      element.scrollTop = top + rowHeight - element.clientHeight + 24;
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  };

  const keys = (event: KeyboardEvent): void => {
    const row = rows[activeIndex];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { connectionId } = row.exchange;
    if (event.key === 'ArrowDown' || event.key === 'j') focusRow(Math.min(rows.length - 1, activeIndex + 1));
    else if (event.key === 'ArrowUp' || event.key === 'k') focusRow(Math.max(0, activeIndex - 1));
    else if (event.key === 'Home') focusRow(0);
    else if (event.key === 'End') focusRow(rows.length - 1);
    else if (event.key === 'Enter') open(row.exchange.id);
    else if (event.key === 'ArrowRight' && row.events > 0 && !row.isUnfolded && connectionId !== undefined)
      toggle(connectionId);
    else if (event.key === 'ArrowLeft' && row.isUnfolded && connectionId !== undefined) toggle(connectionId);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="pane" data-fill ref={pane} data-list>
      <div
        class={`list ${narrow ? 'narrow' : ''}`}
        role="grid"
        aria-label="Requests, newest first"
        aria-rowcount={rows.length + 1}
        onKeyDown={keys}
      >
        <div class="head" role="row" aria-rowindex={1}>
          {HEADS.map(([name, text]) => (
            <span key={name} role="columnheader" class={name}>
              {text}
            </span>
          ))}
          <span role="columnheader" class="barcell" data-scale>
            <span>0</span>
            <span>{scale.toLocaleString('en-US')}</span>
          </span>
        </div>
        <div
          class="body"
          role="rowgroup"
          ref={(element) => element?.style.setProperty('height', `${rows.length * rowHeight}px`)}
        >
          {shownIndexes.map((index) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Line
                key={row.exchange.id}
                row={row}
                index={index}
                top={index * rowHeight}
                isActive={index === activeIndex}
                isSelected={row.exchange.id === selected}
                scale={scale}
                open={() => {
                  setActive(row.exchange.id);
                  open(row.exchange.id);
                }}
                toggle={toggle}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

const HEADS = [
  ['at', 'Time'],
  ['st', 'Status'],
  ['m', 'Method'],
  ['path', 'Path'],
  ['api', 'API'],
  ['fn', 'Function'],
  ['num', 'ms'],
] as const;

function useSmall(): boolean {
  const [isSmall, setSmall] = useState(() => matchMedia('(max-width: 720px)').matches);
  useEffect(() => {
    const query = matchMedia('(max-width: 720px)');
    const changed = (): void => setSmall(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return isSmall;
}
