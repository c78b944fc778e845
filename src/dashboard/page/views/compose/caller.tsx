import { AskingButton } from '../../live/asking-button.tsx';
import { useState } from 'preact/hooks';
import { type Failure, get, post } from '../../live/api.ts';
import type { RouteFacts } from '../api-facts.ts';
import type { Draft } from './draft.ts';

/** What the route asks of its caller, and how to have it. */
export function Access({
  route,
  draft,
  change,
}: {
  readonly route: RouteFacts | undefined;
  readonly draft: Draft;
  readonly change: (members: Partial<Draft>) => void;
}) {
  const [subject, setSubject] = useState('alice');
  const [failure, setFailure] = useState('');
  const put = (name: string, value: string): void =>
    change({ headers: [...draft.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase()), [name, value]] });
  const mint = (): void =>
    void post<{ token: string }>('access/token', { subject, scopes: route?.scopes ?? [] })
      .then(({ token }) => put('Authorization', `Bearer ${token}`))
      .catch((error: Failure) => setFailure(error.message));
  const takeKey = (): void =>
    void get<{ keys: { api: string; value: string }[] }>('access?reveal=true').then(({ keys }) => {
      const key = keys.find(({ api }) => api === draft.api);
      if (key === undefined) setFailure(`${draft.api} has no API key.`);
      else put('x-api-key', key.value);
    });
  const asks =
    route === undefined || route.authorizer === 'none'
      ? 'the route is open to all'
      : `the route requires ${route.authorizer}${route.scopes.length > 0 ? `, scope ${route.scopes.join(' or ')}` : ''}`;
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Access</h2>
        <span class="dim">
          {asks}
          {route?.apiKeyRequired === true ? ' and an API key' : ''}
        </span>
      </header>
      <div class="subbar">
        <label for="subject">Subject</label>
        <input id="subject" class="mono" value={subject} onInput={(event) => setSubject(event.currentTarget.value)} />
        <AskingButton type="button" onClick={mint}>
          Mint a token
        </AskingButton>
        <AskingButton type="button" onClick={takeKey}>
          Take an API key
        </AskingButton>
      </div>
      {failure === '' ? null : <p class="server">{failure}</p>}
    </div>
  );
}
