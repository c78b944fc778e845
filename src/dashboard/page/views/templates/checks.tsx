import { jsonProblem } from './inputs.ts';
import type { Rendered } from './rendered.ts';

export function Checks({
  rendered,
  failure,
  hasSchema,
}: {
  readonly rendered: Rendered | undefined;
  readonly failure: string;
  readonly hasSchema: boolean;
}) {
  const problem = rendered === undefined || rendered.error !== undefined ? undefined : jsonProblem(rendered.output);
  return (
    <div class="sec">
      <dl class="kv">
        <dt>Template</dt>
        <dd>
          {failure === '' ? (
            rendered?.error === undefined ? (
              'renders'
            ) : (
              <span class="server">{rendered.error.message}</span>
            )
          ) : (
            <span class="server">{failure}</span>
          )}
        </dd>
        <dt>Output</dt>
        <dd>{problem === undefined ? 'is JSON' : <span class="client">is no JSON: {problem}</span>}</dd>
        <dt>Model</dt>
        <dd>
          {!hasSchema ? (
            'none chosen'
          ) : rendered?.violations.length === 0 ? (
            'the body matches'
          ) : (
            <ul class="server">
              {(rendered?.violations ?? []).map((violation) => (
                <li key={violation}>{violation}</li>
              ))}
            </ul>
          )}
        </dd>
        <dt>Overrides</dt>
        <dd class="mid">{JSON.stringify(rendered?.overrides ?? {})}</dd>
      </dl>
    </div>
  );
}
