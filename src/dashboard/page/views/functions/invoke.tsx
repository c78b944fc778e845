import { AskingButton } from '../../live/asking-button.tsx';
import { useMemo, useState } from 'preact/hooks';
import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { encode, type Failure, get, post } from '../../live/api.ts';
import { useStore } from '../../live/store.ts';
import { Code, jsonText } from '../../parts/code.tsx';
import { clockTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';

interface Invoked {
  readonly result: unknown;
  readonly functionError?: string;
  readonly report: { readonly durationMs: number; readonly billedMs: number; readonly initMs?: number };
}

const SAMPLES = [
  'http',
  'http-v1',
  'rest',
  'websocket-connect',
  'websocket-message',
  'authorizer-request',
  'sqs',
  'schedule',
];

export function Invoke({ name }: { readonly name: string }) {
  const { exchanges } = useStore();
  const [event, setEvent] = useState('{}');
  const [answer, setAnswer] = useState<Invoked | undefined>();
  const [failure, setFailure] = useState('');
  const earlier = useMemo(
    () =>
      exchanges
        .filter(({ target }) => target === name)
        .slice(-10)
        .toReversed(),
    [exchanges, name],
  );
  const choose = async (value: string): Promise<void> => {
    const [kind, id = ''] = value.split(':');
    try {
      if (kind === 'sample') setEvent(jsonText((await get<{ event: unknown }>(`samples/${encode(id)}`)).event));
      if (kind === 'exchange')
        setEvent(jsonText((await get<ExchangeRecord>(`exchanges/${encode(value.slice(9))}`)).event ?? {}));
    } catch (error) {
      setFailure((error as Failure).message);
    }
  };
  const invoke = async (): Promise<void> => {
    setFailure('');
    try {
      setAnswer(await post<Invoked>(`functions/${encode(name)}/invoke`, { event: JSON.parse(event) as unknown }));
    } catch (error) {
      setFailure(error instanceof SyntaxError ? `The event is no JSON: ${error.message}` : (error as Failure).message);
    }
  };
  return (
    <div class="sec">
      <header>
        <h3>Invoke</h3>
        <select aria-label="Event" onChange={(change) => void choose(change.currentTarget.value)}>
          <option value="">An event of your own</option>
          {earlier.map(({ id, method, path, startedAt }) => (
            <option key={id} value={`exchange:${id}`}>
              Event of {method} {path}, {clockTime(startedAt, false)}
            </option>
          ))}
          {SAMPLES.map((kind) => (
            <option key={kind} value={`sample:${kind}`}>
              Sample: {kind}
            </option>
          ))}
        </select>
        <AskingButton type="button" class="primary push" onClick={() => void invoke()}>
          Invoke
        </AskingButton>
      </header>
      <textarea
        rows={7}
        aria-label="Event as JSON"
        value={event}
        onInput={(input) => setEvent(input.currentTarget.value)}
      />
      {failure === '' ? null : <p class="server gap-top">{failure}</p>}
      {answer === undefined ? null : (
        <div class="gap-top">
          <p class={answer.functionError === undefined ? 'ok st' : 'server st'}>
            <Icon name={answer.functionError === undefined ? 'ok' : 'server'} />
            {answer.functionError === undefined ? 'returned' : 'failed'} in {answer.report.durationMs.toFixed(1)} ms,
            billed {answer.report.billedMs} ms
          </p>
          <Code box wrap text={jsonText(answer.result)} label="Result" />
        </div>
      )}
    </div>
  );
}
