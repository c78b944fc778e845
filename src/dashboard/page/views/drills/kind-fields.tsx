import { useEndpoint } from '../../live/use-endpoint.ts';
import type { Draft } from './draft.ts';
import { Choice, Entry } from './fields.tsx';

interface KindFieldsProps {
  readonly draft: Draft;
  readonly settings: readonly string[];
  readonly set: (change: Partial<Draft>) => void;
}

/** What only some kinds of drills have. */
export function KindFields({ draft, settings, set }: KindFieldsProps) {
  const { kind, milliseconds, jitter, code, errorType, errorMessage } = draft;
  return (
    <>
      {/^websocket|^connection/.test(kind) ? <ConnectionField draft={draft} set={set} /> : null}
      {settings.includes('milliseconds') ? (
        <Entry id="drill-ms" label="Milliseconds" value={milliseconds} write={(text) => set({ milliseconds: text })} />
      ) : null}
      {settings.includes('jitter') ? (
        <Entry id="drill-jitter" label="Give or take, ms" value={jitter} write={(text) => set({ jitter: text })} />
      ) : null}
      {settings.includes('code') ? (
        <Choice
          id="drill-code"
          label="Close code"
          value={code}
          options={[
            ['', '1006, without a close frame'],
            ['1001', '1001, going away'],
          ]}
          choose={(text) => set({ code: text })}
        />
      ) : null}
      {settings.includes('errorType') ? (
        <Entry
          id="drill-error-type"
          label="Error type"
          value={errorType}
          write={(text) => set({ errorType: text })}
          isText
        />
      ) : null}
      {settings.includes('errorMessage') ? (
        <Entry
          id="drill-error-message"
          label="Error message"
          value={errorMessage}
          write={(text) => set({ errorMessage: text })}
          isText
        />
      ) : null}
    </>
  );
}

/** The connections that are open now. */
function ConnectionField({ draft, set }: Pick<KindFieldsProps, 'draft' | 'set'>) {
  const { value } = useEndpoint<{ connections: { id: string; api: string }[] }>('connections');
  const open = value?.connections ?? [];
  return (
    <Choice
      id="drill-connection"
      label="Connection"
      value={draft.connection}
      options={[['', 'Any'], ...open.map(({ id, api }): [string, string] => [id, `${id} (${api})`])]}
      choose={(connection) => set({ connection })}
    />
  );
}
