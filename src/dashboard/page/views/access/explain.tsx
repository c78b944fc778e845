import { useState } from 'preact/hooks';
import { Code, jsonText } from '../../parts/code.tsx';
import { readToken } from '../token.ts';

export function Explain() {
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
