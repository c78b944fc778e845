import { AskingButton } from '../../live/asking-button.tsx';
import { useState } from 'preact/hooks';
import { type Failure, post } from '../../live/api.ts';
import { copy, say } from '../../parts/toast.tsx';

export function Mint() {
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
        <AskingButton type="button" class="primary" onClick={mint}>
          Mint and copy
        </AskingButton>
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
