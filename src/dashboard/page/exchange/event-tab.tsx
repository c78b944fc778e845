import { useState } from 'preact/hooks';
import type { JSX } from 'preact';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { Code, jsonText } from '../parts/code.tsx';
import { bytes } from '../parts/format.ts';
import { Choice } from '../parts/tabs.tsx';
import { copy } from '../parts/toast.tsx';
import { Tree } from '../parts/tree.tsx';
import { OtherFormat } from './other-format.tsx';

interface EventTabProps {
  readonly exchange: ExchangeRecord;
  /** Hides what is secret. */
  readonly show: (value: unknown) => unknown;
  readonly bar: JSX.Element;
}

/** What the function received: as text, as a tree, and what would be different in the other payload format. */
export function EventTab({ exchange, show, bar }: EventTabProps) {
  const { id, event, apiType } = exchange;
  const [form, setForm] = useState('text');
  const text = jsonText(event);
  const other = apiType === 'http' ? otherOf(event) : undefined;
  const forms = [
    ['text', 'Text'],
    ['tree', 'Tree'],
    ...(other === undefined ? [] : [['other', `In format ${other}`]]),
  ] as [string, string][];
  return (
    <>
      <div class="subbar">
        <Choice label="Form" options={forms} chosen={form} choose={setForm} />
        {bar}
        <span class="dim">{bytes(new TextEncoder().encode(JSON.stringify(event)).length)}</span>
        <button type="button" class="plain" onClick={() => void copy(text, 'The event')}>
          Copy
        </button>
      </div>
      {form === 'tree' ? (
        <div class="tree">
          <Tree value={show(event)} />
        </div>
      ) : form === 'other' ? (
        <OtherFormat id={id} event={event} show={show} />
      ) : (
        <Code text={jsonText(show(event))} label="Event" />
      )}
    </>
  );
}

/** The format that the event of an HTTP API does not have. */
function otherOf(event: unknown): string | undefined {
  const version = typeof event === 'object' && event !== null && 'version' in event ? event.version : undefined;
  return version === '2.0' ? '1.0' : version === '1.0' ? '2.0' : undefined;
}
