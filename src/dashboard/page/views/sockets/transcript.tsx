import { AskingButton } from '../../live/asking-button.tsx';
import { encode, type Failure, remove } from '../../live/api.ts';
import { link } from '../../live/address.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { jsonText } from '../../parts/code.tsx';
import { Icon } from '../../parts/icon.tsx';
import { FailureNotice } from '../../parts/notice.tsx';
import { copy, download, say } from '../../parts/toast.tsx';
import type { ConnectionFacts, Line } from './facts.ts';
import { Said } from './said.tsx';
import { SendBox } from './send-box.tsx';

export function Transcript({ id, version }: { readonly id: string; readonly version: string }) {
  const { value, failure, reload } = useEndpoint<{ connection: ConnectionFacts | null; messages: Line[] }>(
    `connections/${encode(id)}`,
    version,
  );
  if (failure !== undefined) {
    return (
      <section class="pane flexcol" aria-label="Transcript">
        <FailureNotice failure={failure} what="The connection" />
      </section>
    );
  }
  const connection = value?.connection;
  const close = (): void =>
    void remove(`connections/${encode(id)}`).then(reload, (error: Failure) => say(error.message));
  return (
    <section class="pane flexcol" aria-label="Transcript">
      <div class="xhead">
        <div class="line1">
          <span class={`st ${connection ? 'ok' : 'wait'}`}>
            <Icon name="ws" />
            {connection ? 'Open' : 'Closed'}
          </span>
          <h1>{id}</h1>
          <a class="btn plain icon push" href={link('sockets')} aria-label="Close panel (Escape)">
            <Icon name="close" />
          </a>
        </div>
        <p class="line2">
          {connection
            ? `${connection.api} · from ${connection.sourceIp} · ${connection.authorizer === undefined ? 'no authorizer context' : JSON.stringify(connection.authorizer)}${connection.own ? ' · opened here' : ''}`
            : 'What is still known of it:'}
        </p>
        <div class="acts">
          <AskingButton type="button" onClick={close} disabled={!connection}>
            Close connection
          </AskingButton>
          <button
            type="button"
            onClick={() => download(`transcript-${id.replaceAll(/\W/g, '')}.json`, jsonText(value?.messages ?? []))}
          >
            Save transcript
          </button>
          <button type="button" onClick={() => void copy(jsonText(value?.messages ?? []), 'The transcript')}>
            Copy
          </button>
        </div>
      </div>
      <ol class="talk" tabIndex={0} aria-label="Messages, oldest first">
        {(value?.messages ?? []).map((line, index) => (
          <Said key={index} line={line} />
        ))}
      </ol>
      <SendBox id={id} isOpen={Boolean(connection)} />
    </section>
  );
}
