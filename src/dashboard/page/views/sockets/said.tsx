import { link } from '../../live/address.ts';
import { coloured } from '../../parts/code.tsx';
import { clockTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Line } from './facts.ts';

export function Said({ line }: { readonly line: Line }) {
  const { at, direction, text, exchange, statusCode, routeKey, target, reason } = line;
  const [time, thousandths] = clockTime(at).split('.');
  const isEvent = direction === 'connect' || direction === 'disconnect';
  const failed = reason !== undefined;
  return (
    <li class={failed ? 'err' : isEvent ? 'sys' : ''}>
      <time>
        {time}
        <span class="msec">.{thousandths}</span>
      </time>
      <span class={isEvent ? 'sys' : direction}>
        <Icon name={isEvent ? 'none' : direction === 'in' ? 'in' : 'out'} />
        <span class="sr">{isEvent ? 'event' : direction === 'in' ? 'client to API' : 'API to client'}</span>
      </span>
      <div>
        {isEvent ? (
          <>
            <b>${direction}</b> {direction === 'connect' ? `answered with ${statusCode}` : 'ran'}
          </>
        ) : (
          <pre>{coloured(text)}</pre>
        )}
        <div class="meta">
          {exchange === undefined ? (
            'sent to the client'
          ) : (
            <a href={link('requests', [exchange])}>
              {[isEvent ? undefined : `route ${routeKey ?? 'none'}`, target, reason ?? 'open the exchange']
                .filter((part) => part !== undefined)
                .join(' · ')}
            </a>
          )}
        </div>
      </div>
      <span class="num" />
    </li>
  );
}
