import { useState } from 'preact/hooks';
import { setQuery, useAddress } from '../../live/address.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { FailureNotice, Loading } from '../../parts/notice.tsx';
import { Choice } from '../../parts/tabs.tsx';
import { Authorizers } from './authorizers.tsx';
import { Credentials } from './credentials.tsx';
import { Explain } from './explain.tsx';
import type { AccessFacts } from './facts.ts';
import { Keys } from './keys.tsx';
import { Mint } from './mint.tsx';
import { Refusals } from './refusals.tsx';
import { Throttles } from './throttles.tsx';
import { WhyRefused } from './why-refused.tsx';

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
