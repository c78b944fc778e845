import { Bar } from '../../parts/bar.tsx';
import { isExpected } from '../../parts/expected.ts';
import { clockTime, kindName, ms } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { toneOf } from '../../parts/status.tsx';
import type { Row } from './list-rows.ts';
import { RowPath } from './row-path.tsx';
import { Running, waitText } from '../../parts/running.tsx';

interface LineProps {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly scale: number;
  readonly open: () => void;
  readonly toggle: (connectionId: string) => void;
}

/** One line of the list. */
export function Line({ row, index, top, isActive, isSelected, scale, open, toggle }: LineProps) {
  const { exchange, isSub, underWay } = row;
  const { startedAt, statusCode, failed, method, api, apiType, timings } = exchange;
  const isOpening = method === 'CONNECT' && statusCode < 300;
  const [tone, icon] =
    underWay === undefined ? toneOf(isOpening ? 101 : statusCode, failed) : (['wait', 'wait'] as const);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      class={`r ${isSub ? 'sub' : ''} ${failed && !isExpected(statusCode) ? 'bad' : ''}`}
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      data-id={exchange.id}
      ref={(element) => element?.style.setProperty('top', `${top}px`)}
      onClick={open}
    >
      <span role="gridcell" class="at">
        {clockTime(startedAt)}
      </span>
      <span role="gridcell" class={`st ${tone}`}>
        <Icon name={icon} />
        {underWay === undefined ? isOpening ? 101 : statusCode : <span title={waitText(underWay)}>…</span>}
      </span>
      <span role="gridcell" class="m">
        {methodText(method)}
      </span>
      <span role="gridcell" class="path">
        <RowPath row={row} toggle={toggle} />
      </span>
      <span role="gridcell" class="api">
        {isSub ? '' : api} <span class="dim">{isSub ? '' : kindName(apiType)}</span>
      </span>
      <span role="gridcell" class="fn">
        {isSub ? null : <span class="only-narrow dim">{api} · </span>}
        {underWay === undefined ? ranText(exchange) : (exchange.target ?? '–')}
      </span>
      <span role="gridcell" class="ms num">
        {underWay === undefined ? ms(timings.total) : <Running call={underWay} />}
      </span>
      <span role="gridcell" class="barcell">
        {underWay === undefined ? (
          <Bar timings={timings} scale={scale} />
        ) : (
          <span class="wait waits">{waitText(underWay)}</span>
        )}
      </span>
    </div>
  );
}

function methodText(method: string): string {
  if (method === 'CONNECT') return 'WS';
  if (method === 'MESSAGE') return '→';
  return method === 'DISCONNECT' ? '×' : method;
}

/** A function that a refusal kept from running is not named. */
function ranText({ target, timings, statusCode, reason }: Row['exchange']): string {
  const ran = timings.handler > 0 || timings.integration > 0 || reason === undefined;
  if (target === undefined || !ran) return statusCode === 204 && target === undefined ? 'CORS' : '–';
  return target === 'MOCK' ? 'mock' : target;
}
