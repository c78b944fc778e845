import { Icon } from '../../parts/icon.tsx';
import { visible } from '../../parts/visible.ts';
import { hasQuoteEscape, withPlainQuotes } from './escapes.ts';
import { jsonProblem } from './inputs.ts';
import { brokenLine, type Rendered } from './rendered.ts';

interface ChecksProps {
  readonly template: string;
  readonly rendered: Rendered | undefined;
  readonly failure: string;
  readonly hasSchema: boolean;
  readonly write: (template: string) => void;
}

/** What is wrong or doubtful with a template, its output and its input. */
export function Checks({ template, rendered, failure, hasSchema, write }: ChecksProps) {
  const { output = '', error, doubts = [], violations = [], overrides = {} } = rendered ?? {};
  const problem = rendered === undefined || error !== undefined ? undefined : jsonProblem(output);
  const isQuote = problem !== undefined && hasQuoteEscape(output) && withPlainQuotes(template) !== template;
  return (
    <>
      {isQuote ? (
        <div class="sec">
          <p class="st client">
            <Icon name="client" />
            <b>
              Line {brokenLine(output) ?? ''} of the output: <code>\'</code> is no escape of JSON.
            </b>
          </p>
          <p>
            <code>$util.escapeJavaScript</code> writes a single quote so. Put <code>{`.replaceAll("\\\\'","'")`}</code>{' '}
            behind it, as AWS’s reference advises.
          </p>
          <button type="button" onClick={() => write(withPlainQuotes(template))}>
            Apply
          </button>
        </div>
      ) : null}
      {doubts.map(({ line, column, message, hint }) => (
        <div class="sec" key={`${line}:${column}`}>
          <p class="st client">
            <Icon name="client" />
            <b>
              Line {line}: {visible(message)}
            </b>
          </p>
          {hint === undefined ? null : <p class="mid">{visible(hint)}</p>}
        </div>
      ))}
      <div class="sec">
        <dl class="kv">
          <dt>Template</dt>
          <dd>
            {failure !== '' || error !== undefined ? (
              <span class="server">
                {visible(error === undefined ? failure : `line ${error.line}: ${error.message}`)}
              </span>
            ) : (
              'renders'
            )}
          </dd>
          <dt>Output</dt>
          <dd>{problem === undefined ? 'is JSON' : <span class="client">is no JSON: {visible(problem)}</span>}</dd>
          <dt>Model</dt>
          <dd>
            {!hasSchema ? (
              'none chosen'
            ) : violations.length === 0 ? (
              'the body matches'
            ) : (
              <ul class="server">
                {violations.map((violation) => (
                  <li key={violation}>{visible(violation)}</li>
                ))}
              </ul>
            )}
          </dd>
          <dt>Overrides</dt>
          <dd class="mid">{Object.keys(overrides).length === 0 ? 'none set' : visible(JSON.stringify(overrides))}</dd>
        </dl>
      </div>
    </>
  );
}

/** How many of them stand in the head of the pane. */
export function warningsOf(rendered: Rendered | undefined): number {
  if (rendered === undefined) return 0;
  const isBroken = rendered.error === undefined && jsonProblem(rendered.output) !== undefined;
  return rendered.doubts.length + rendered.violations.length + (isBroken || rendered.error !== undefined ? 1 : 0);
}
