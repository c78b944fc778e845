import { useState } from 'preact/hooks';
import type { Position } from '../../../model/base/position.ts';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { encode, type Failure, post } from '../live/api.ts';
import { link, setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { Code, jsonText } from '../parts/code.tsx';
import { clockTime, count } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { FailureNotice, Loading } from '../parts/notice.tsx';
import { Frame, SourceLink } from '../parts/source.tsx';
import { Status, statusText } from '../parts/status.tsx';
import { Choice } from '../parts/tabs.tsx';
import { copy, say } from '../parts/toast.tsx';
import { visible } from '../parts/visible.ts';
import { readToken } from './token.ts';

interface AccessFacts {
  readonly keys: readonly KeyFacts[];
  readonly credentials: readonly {
    readonly name: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly userArn: string;
    readonly position?: Position;
  }[];
  readonly throttles: readonly {
    readonly api: string;
    readonly on: string;
    readonly rate?: number;
    readonly burst?: number;
  }[];
  readonly authorizers: readonly {
    readonly api: string;
    readonly name: string;
    readonly type: string;
    readonly issuer?: string;
    readonly ttl?: number;
    readonly position?: Position;
  }[];
}

interface KeyFacts {
  readonly api: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly plans: readonly {
    readonly name: string;
    readonly used: number;
    readonly quota?: { readonly limit: number; readonly period: string };
  }[];
}

const PARTS = [
  ['', 'Why refused'],
  ['tokens', 'Tokens'],
  ['keys', 'Keys and quotas'],
  ['throttles', 'Throttles'],
  ['credentials', 'Credentials'],
] as const;

/** Who may call, who may not, and why. */
export function Access() {
  const { query } = useAddress();
  const [reveals, setReveals] = useState(false);
  const { value, failure, reload } = useEndpoint<AccessFacts>(`access${reveals ? '?reveal=true' : ''}`);
  const part = query['part'] ?? '';
  return (
    <>
      <div class="tools-view">
        <h1>Access</h1>
        <Choice label="Part" options={PARTS} chosen={part} choose={(next) => setQuery({ part: next })} />
      </div>
      {failure === undefined ? null : <FailureNotice failure={failure} what="Access" />}
      <div class="split wide stack">
        <div class="pane" tabIndex={0} role="region" aria-label="Access">
          {value === undefined ? failure === undefined ? <Loading what="access" /> : null : null}
          {part === '' ? <WhyRefused /> : null}
          {value !== undefined && part === 'tokens' ? <Authorizers facts={value} /> : null}
          {value !== undefined && part === 'keys' ? (
            <Keys keys={value.keys} reveals={reveals} toggle={() => setReveals(!reveals)} changed={reload} />
          ) : null}
          {value !== undefined && part === 'throttles' ? <Throttles throttles={value.throttles} /> : null}
          {value !== undefined && part === 'credentials' ? (
            <Credentials credentials={value.credentials} reveals={reveals} toggle={() => setReveals(!reveals)} />
          ) : null}
        </div>
        <section class="pane" aria-label="Tokens and last refusals">
          <Mint />
          <Explain />
          <Refusals />
        </section>
      </div>
    </>
  );
}

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
function WhyRefused() {
  const { exchanges } = useStore();
  const { query } = useAddress();
  const refused = exchanges
    .filter(({ reason, statusCode }) => reason !== undefined && statusCode >= 400)
    .slice(-30)
    .toReversed();
  const chosen = query['id'] ?? refused[0]?.id;
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

function Mint() {
  const [subject, setSubject] = useState('alice');
  const [scopes, setScopes] = useState('');
  const [minutes, setMinutes] = useState('60');
  const mint = (): void =>
    void post<{ token: string }>('access/token', {
      subject,
      scopes: scopes.split(/\s+/).filter((scope) => scope !== ''),
      expiresIn: Number(minutes) * 60,
    })
      .then(({ token }) => copy(token, 'The token'))
      .catch((error: Failure) => say(error.message));
  return (
    <div class="sec">
      <header>
        <h2 class="sub">A token of the local issuer</h2>
      </header>
      <div class="fields cols2">
        <div class="field">
          <label for="sub">Subject</label>
          <input id="sub" class="mono" value={subject} onInput={(event) => setSubject(event.currentTarget.value)} />
        </div>
        <div class="field">
          <label for="ttl">Valid for, minutes</label>
          <input
            id="ttl"
            inputMode="numeric"
            value={minutes}
            onInput={(event) => setMinutes(event.currentTarget.value)}
          />
        </div>
        <div class="field span2">
          <label for="sc">Scopes</label>
          <input id="sc" class="mono" value={scopes} onInput={(event) => setScopes(event.currentTarget.value)} />
        </div>
      </div>
      <div class="acts">
        <button type="button" class="primary" onClick={mint}>
          Mint and copy
        </button>
        <button
          type="button"
          onClick={() =>
            void copy(
              `npx gw-emulate token --sub ${subject}${scopes === '' ? '' : ` --scope ${scopes.split(/\s+/).join(' --scope ')}`}`,
              'The command',
            )
          }
        >
          Copy CLI command
        </button>
      </div>
    </div>
  );
}

function Explain() {
  const [text, setText] = useState('');
  const token = text === '' ? undefined : readToken(text);
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Explain a token</h2>
      </header>
      <textarea
        rows={2}
        aria-label="Token"
        placeholder="Paste a token: it is read in this page and sent nowhere"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {token === undefined ? null : typeof token === 'string' ? (
        <p class="server gap-top">{token}</p>
      ) : (
        <div class="gap-top">
          {token.notes.map((note) => (
            <p key={note} class="mid">
              {note}
            </p>
          ))}
          <Code box wrap text={jsonText(token.claims)} label="Claims" />
        </div>
      )}
    </div>
  );
}

function Refusals() {
  const { exchanges } = useStore();
  const last = exchanges
    .filter(({ reason, statusCode }) => reason !== undefined && statusCode >= 400 && statusCode < 500)
    .slice(-6)
    .toReversed();
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Last refusals</h2>
      </header>
      {last.length === 0 ? <p class="dim">None.</p> : null}
      <table class="flush">
        <tbody>
          {last.map(({ id, startedAt, statusCode, failed, method, path }) => (
            <tr key={id}>
              <td class="dim">{clockTime(startedAt, false)}</td>
              <td>
                <span class="st">
                  <Status code={statusCode} failed={failed} />
                </span>
              </td>
              <td class="mono">
                <a href={link('access', [], { id })}>{visible(`${method} ${path}`)}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Authorizers({ facts }: { readonly facts: AccessFacts }) {
  if (facts.authorizers.length === 0) return <p class="blank mid">No API has an authorizer.</p>;
  return (
    <table class="grid">
      <thead>
        <tr>
          <th>API</th>
          <th>Authorizer</th>
          <th>Type</th>
          <th>Issuer</th>
          <th class="num">TTL, s</th>
          <th>Declared</th>
        </tr>
      </thead>
      <tbody>
        {facts.authorizers.map(({ api, name, type, issuer, ttl, position }) => (
          <tr key={`${api} ${name}`}>
            <td class="mid">{api}</td>
            <td>{name}</td>
            <td>{type}</td>
            <td class="mono">{issuer ?? '–'}</td>
            <td class="num">{ttl ?? '–'}</td>
            <td>{position === undefined ? null : <SourceLink position={position} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Revealing {
  readonly reveals: boolean;
  readonly toggle: () => void;
}

function Reveal({ reveals, toggle }: Revealing) {
  return (
    <div class="sec">
      <button type="button" aria-pressed={reveals} onClick={toggle}>
        {reveals ? 'Hide values' : 'Show values'}
      </button>
    </div>
  );
}

function Keys({
  keys,
  reveals,
  toggle,
  changed,
}: { readonly keys: readonly KeyFacts[]; readonly changed: () => void } & Revealing) {
  if (keys.length === 0) return <p class="blank mid">No API has API keys.</p>;
  const reset = (api: string, key: string): void =>
    void post('access/usage/reset', { api, key }).then(changed, (error: Failure) => say(error.message));
  return (
    <>
      <table class="grid">
        <thead>
          <tr>
            <th>API</th>
            <th>Key</th>
            <th>Value</th>
            <th>Plan</th>
            <th>Quota</th>
            <th class="num">Used</th>
            <th>
              <span class="sr">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.flatMap(({ api, name, value, enabled, plans }) =>
            (plans.length === 0 ? [undefined] : plans).map((plan) => {
              const share = plan?.quota === undefined ? 0 : Math.min(100, (plan.used / plan.quota.limit) * 100);
              return (
                <tr key={`${api} ${name} ${plan?.name}`}>
                  <td class="mid">{api}</td>
                  <td>
                    {name}
                    {enabled ? '' : ' (disabled)'}
                  </td>
                  <td class="mono dim">{value}</td>
                  <td>{plan?.name ?? 'in no plan'}</td>
                  <td>
                    {plan?.quota === undefined ? (
                      '–'
                    ) : (
                      <svg
                        class="meter"
                        viewBox="0 0 100 6"
                        preserveAspectRatio="none"
                        role="img"
                        aria-label={`${Math.round(share)} per cent used`}
                      >
                        <rect class="bg" width="100" height="6" />
                        <rect class={`fg ${share >= 90 ? 'hot' : ''}`} width={share.toFixed(1)} height="6" />
                      </svg>
                    )}
                  </td>
                  <td class="num">
                    {plan?.quota === undefined
                      ? '–'
                      : `${count(plan.used)} of ${count(plan.quota.limit)} a ${plan.quota.period.toLowerCase()}`}
                  </td>
                  <td class="num">
                    <button type="button" class="plain" aria-label={`Reset ${name}`} onClick={() => reset(api, name)}>
                      Reset
                    </button>
                  </td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
      <Reveal reveals={reveals} toggle={toggle} />
    </>
  );
}

function Throttles({ throttles }: { readonly throttles: AccessFacts['throttles'] }) {
  if (throttles.length === 0) return <p class="blank mid">No stage and no route has a throttle of its own.</p>;
  return (
    <table class="grid">
      <thead>
        <tr>
          <th>API</th>
          <th>On</th>
          <th class="num">Requests a second</th>
          <th class="num">Burst</th>
        </tr>
      </thead>
      <tbody>
        {throttles.map(({ api, on, rate, burst }) => (
          <tr key={`${api} ${on}`}>
            <td class="mid">{api}</td>
            <td class="mono">{on}</td>
            <td class="num">{rate ?? '–'}</td>
            <td class="num">{burst ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Credentials({
  credentials,
  reveals,
  toggle,
}: { readonly credentials: AccessFacts['credentials'] } & Revealing) {
  if (credentials.length === 0)
    return <p class="blank mid">The configuration has no credentials: nobody can sign requests.</p>;
  return (
    <>
      <table class="grid">
        <thead>
          <tr>
            <th>Name</th>
            <th>Access key</th>
            <th>Secret</th>
            <th>ARN</th>
          </tr>
        </thead>
        <tbody>
          {credentials.map(({ name, accessKeyId, secretAccessKey, userArn }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class="mono">{accessKeyId}</td>
              <td class="mono dim">{secretAccessKey}</td>
              <td class="mono">{userArn}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Reveal reveals={reveals} toggle={toggle} />
    </>
  );
}
