import { useEffect, useState } from 'preact/hooks';
import { type Failure, post } from '../../live/api.ts';
import { Icon } from '../../parts/icon.tsx';
import { visible } from '../../parts/visible.ts';
import { jsonProblem, mappingRequestOf, type Inputs } from './inputs.ts';

interface Mapped {
  readonly target: string;
  readonly source: string;
  readonly value?: string | readonly string[];
  readonly error?: string;
}

interface ParametersProps {
  /** Whose expressions they are: `http`, `rest`, `websocket`. */
  readonly type: string;
  readonly chooseType: (type: string) => void;
  /** `requestParameters` as JSON. */
  readonly text: string;
  readonly write: (text: string) => void;
  readonly inputs: Inputs;
}

/** A playground for parameter mappings: what each target gets of the request beside it. */
export function Parameters({ type, chooseType, text, write, inputs }: ParametersProps) {
  const [mapped, setMapped] = useState<readonly Mapped[]>([]);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      const problem = jsonProblem(text);
      const asked = problem === undefined ? mappingRequestOf(type, text, inputs) : `Mappings: ${problem}`;
      if (typeof asked === 'string') return setFailure(asked);
      setFailure('');
      post<{ mapped: Mapped[] }>('map-parameters', asked).then(
        (answer) => setMapped(answer.mapped),
        (error: Failure) => setFailure(error.message),
      );
    }, 150);
    return () => clearTimeout(timer);
  }, [type, text, inputs]);
  return (
    <>
      <section class="a-tpl" aria-label="Parameter mappings">
        <div class="phead">
          <h2 class="sub">Parameter mappings</h2>
          <select
            class="push"
            aria-label="Kind of API"
            value={type}
            onChange={(event) => chooseType(event.currentTarget.value)}
          >
            <option value="rest">REST</option>
            <option value="http">HTTP</option>
            <option value="websocket">WebSocket</option>
          </select>
        </div>
        <textarea
          class="editor"
          spellcheck={false}
          aria-label="Parameter mappings as JSON"
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </section>
      <section class="a-out" aria-label="Mapped parameters">
        <div class="phead">
          <h2 class="sub">Mapped</h2>
          {failure === '' ? null : (
            <span class="st server">
              <Icon name="server" />
              {visible(failure)}
            </span>
          )}
        </div>
        <div class="sec">
          <table class="flush diff">
            <thead>
              <tr>
                <th>Target</th>
                <th>Value</th>
              </tr>
            </thead>
            <tbody>
              {mapped.map(({ target, value, error }) => (
                <tr key={target}>
                  <td>{visible(target)}</td>
                  <td class={error === undefined ? '' : 'server'}>{shown(value, error)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function shown(value: Mapped['value'], error: string | undefined): string {
  if (error !== undefined) return visible(error);
  if (value === undefined) return 'absent: nothing is mapped';
  return visible(typeof value === 'string' ? value : value.join(', '));
}
