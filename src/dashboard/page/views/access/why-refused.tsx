import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { encode } from '../../live/api.ts';
import { link, setQuery, useAddress } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { Code } from '../../parts/code.tsx';
import { clockTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { FailureNotice } from '../../parts/notice.tsx';
import { Frame, SourceLink } from '../../parts/source.tsx';
import { statusText } from '../../parts/status.tsx';
import { visible } from '../../parts/visible.ts';

const CHECKS = new Set(['route', 'authorizer', 'apiKey', 'throttle', 'validation', 'integration']);

const NAMES: Readonly<Record<string, string>> = {
  route: 'Route',
  authorizer: 'Authorizer',
  apiKey: 'API key',
  throttle: 'Throttle',
  validation: 'Validation',
  integration: 'Integration',
};

/** All checks of one refused request in their order; one stops. */
export function WhyRefused() {
  const { exchanges } = useStore();
  const { query } = useAddress();
  const refused = exchanges
    .filter(({ reason, statusCode }) => reason !== undefined && statusCode >= 400)
    .slice(-30)
    .toReversed();
  // A failure of a function is not a refusal: those come first.
  const chosen = query['id'] ?? (refused.find(({ statusCode }) => statusCode < 500) ?? refused[0])?.id;
  const { value, failure } = useEndpoint<ExchangeRecord>(
    chosen === undefined ? undefined : `exchanges/${encode(chosen)}`,
  );
  if (chosen === undefined) {
    return (
      <div class="blank">
        <h2>Nothing was refused</h2>
        <p class="mid">When the gateway refuses a request, all its checks show here, with the one that stopped it.</p>
      </div>
    );
  }
  return (
    <>
      {failure === undefined ? null : <FailureNotice failure={failure} what="The exchange" />}
      <div class="sec">
        <header>
          <h2>Why was this refused?</h2>
          <select
            class="mono"
            aria-label="Refused request"
            value={chosen}
            onChange={(event) => setQuery({ id: event.currentTarget.value })}
          >
            {refused.map(({ id, startedAt, statusCode, method, path }) => (
              <option key={id} value={id}>
                {clockTime(startedAt, false)} {statusCode} {visible(`${method} ${path}`)}
              </option>
            ))}
          </select>
        </header>
        {value === undefined ? null : <Steps exchange={value} />}
      </div>
      {value?.refusal?.position === undefined ? null : (
        <div class="sec">
          <header>
            <h3>The rule that decided</h3>
          </header>
          <div class="where">
            <SourceLink position={value.refusal.position} />
          </div>
          {value.refusal.frame === undefined ? null : (
            <Frame frame={value.refusal.frame} position={value.refusal.position} />
          )}
        </div>
      )}
      {value?.response === undefined ? null : (
        <div class="sec">
          <header>
            <h3>What the client saw</h3>
            <a class="push" href={link('requests', [value.id])}>
              Open the exchange
            </a>
          </header>
          <Code box wrap text={`${statusText(value.statusCode)}\n\n${value.response.body ?? ''}`} label="Response" />
        </div>
      )}
    </>
  );
}

function Steps({ exchange: { stages } }: { readonly exchange: ExchangeRecord }) {
  return (
    <ol class="steps">
      {stages
        .filter(({ name }) => CHECKS.has(name))
        .map(({ name, outcome, decision }) => (
          <li key={name} class={outcome === 'refused' ? 'stop' : outcome === 'not reached' ? 'not' : ''}>
            <span class={outcome === 'refused' ? 'server' : outcome === 'passed' ? 'ok' : 'dim'}>
              <Icon name={outcome === 'refused' ? 'server' : outcome === 'passed' ? 'ok' : 'none'} />
            </span>
            <b>{NAMES[name]}</b>
            <span class="how">{outcome === 'not reached' ? 'not reached' : visible(decision)}</span>
            <span />
          </li>
        ))}
    </ol>
  );
}
