import type { Position } from '../../../model/base/position.ts';
import type { SourceFrame } from '../../../observability/record/source-position.ts';
import { setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { Code } from '../parts/code.tsx';
import { Icon } from '../parts/icon.tsx';
import { FailureNotice, Loading } from '../parts/notice.tsx';
import { Frame, SourceLink } from '../parts/source.tsx';
import { Choice } from '../parts/tabs.tsx';
import { visible } from '../parts/visible.ts';
import { copy } from '../parts/toast.tsx';

interface ProblemFacts {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly position?: Position;
  readonly hint?: string;
  readonly frame?: string;
  readonly lines?: SourceFrame;
  readonly functionName?: string;
}

const GROUPS = [
  ['error', 'Errors', 'server', 'server'],
  ['warning', 'Warnings', 'client', 'client'],
  ['info', 'Read, but not run', 'wait', 'none'],
] as const;

/** Everything wrong or doubtful now, as `gw-emulate check` says it. */
export function Problems() {
  const { state } = useStore();
  const { query } = useAddress();
  const version = `${state?.counts.problems} ${state?.reload?.at}`;
  const { value, failure } = useEndpoint<{ problems: ProblemFacts[] }>('problems', version);
  const all = value?.problems ?? [];
  const of = (severity: string): ProblemFacts[] => all.filter((problem) => problem.severity === severity);
  const kind = query['kind'] ?? '';
  const shown = GROUPS.filter(([severity]) => (kind === '' || kind === severity) && of(severity).length > 0);
  return (
    <>
      <div class="tools-view">
        <h1>Problems</h1>
        <Choice
          label="Kind"
          options={[
            ['', `All ${all.length}`],
            ...GROUPS.map(
              ([severity, name]) =>
                [severity, `${name === 'Read, but not run' ? 'Not run' : name} ${of(severity).length}`] as const,
            ),
          ]}
          chosen={kind}
          choose={(next) => setQuery({ kind: next })}
        />
        <span class="push dim only-wide">
          same as <code>gw-emulate check</code>
        </span>
        <button type="button" class="only-wide" onClick={() => void copy(all.map(line).join('\n'), 'The list')}>
          Copy all
        </button>
      </div>
      <div class="pane" data-fill tabIndex={0} role="region" aria-label="Problems">
        {failure === undefined ? null : <FailureNotice failure={failure} what="The list of problems" />}
        {value === undefined && failure === undefined ? <Loading what="problems" /> : null}
        {value !== undefined && all.length === 0 ? (
          <div class="blank">
            <h2>No problem</h2>
            <p class="mid">The configuration was read, and every function was built.</p>
          </div>
        ) : null}
        {shown.map(([severity, name, tone, icon]) => (
          <section key={severity} aria-label={name}>
            <h2 class="group">
              <span class={tone}>
                <Icon name={icon} />
              </span>
              {name} <span class="dim">{of(severity).length}</span>
            </h2>
            {of(severity).map((problem, index) => (
              <Problem key={index} problem={problem} tone={tone} icon={icon} />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

function Problem({
  problem,
  tone,
  icon,
}: {
  readonly problem: ProblemFacts;
  readonly tone: string;
  readonly icon: 'server' | 'client' | 'none';
}) {
  const { message, hint, position, lines, frame, functionName } = problem;
  return (
    <article class="problem">
      <header>
        <span class={tone}>
          <Icon name={icon} />
        </span>
        <h3>{visible(message)}</h3>
      </header>
      {hint === undefined && functionName === undefined ? null : (
        <p class="say">
          {functionName === undefined ? '' : `Function ${functionName}. `}
          {hint}
        </p>
      )}
      {position === undefined ? null : (
        <div class="where">
          <SourceLink position={position} />
        </div>
      )}
      {position !== undefined && lines !== undefined ? (
        <Frame frame={lines} position={position} warning={tone !== 'server'} />
      ) : frame === undefined ? null : (
        <Code box text={frame} label="Source" />
      )}
    </article>
  );
}

function line({ message, position, hint }: ProblemFacts): string {
  const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
  return `${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
}
