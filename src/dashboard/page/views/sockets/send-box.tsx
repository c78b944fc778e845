import { AskingButton } from '../../live/asking-button.tsx';
import { useState } from 'preact/hooks';
import { encode, type Failure, post } from '../../live/api.ts';
import { bytes } from '../../parts/format.ts';
import { Choice } from '../../parts/tabs.tsx';
import { say } from '../../parts/toast.tsx';

const MAX_FRAME = 32_768;

export function SendBox({ id, isOpen }: { readonly id: string; readonly isOpen: boolean }) {
  const [from, setFrom] = useState('client');
  const [text, setText] = useState('{"action": "sendMessage", "text": "hello"}');
  const send = (): void =>
    void post(`connections/${encode(id)}/messages`, { from, text }).catch((error: Failure) => say(error.message));
  return (
    <div class="sendbox">
      <div class="subbar">
        <Choice
          label="Send as"
          options={[
            ['client', 'As client'],
            ['server', 'As server (@connections)'],
          ]}
          chosen={from}
          choose={setFrom}
        />
        <span class="push dim only-wide">
          {bytes(new TextEncoder().encode(text).length)} of {bytes(MAX_FRAME)} in one frame
        </span>
      </div>
      <textarea
        rows={2}
        aria-label="Message"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <div class="subbar" data-after>
        <AskingButton type="button" class="primary" onClick={send} disabled={!isOpen}>
          Send
        </AskingButton>
        <span class="dim only-wide">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
      </div>
    </div>
  );
}
