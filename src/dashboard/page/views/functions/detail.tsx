import { link } from '../../live/address.ts';
import { Icon } from '../../parts/icon.tsx';
import { SourceLink } from '../../parts/source.tsx';
import { Environments } from './environments.tsx';
import type { FunctionFacts } from './facts.ts';
import { FunctionLogs } from './function-logs.tsx';
import { Invoke } from './invoke.tsx';

export function Detail({ facts }: { readonly facts: FunctionFacts }) {
  const { name, handler, position, timeout, memory, build, concurrency } = facts;
  return (
    <section class="pane" aria-label={name}>
      <div class="sec">
        <header>
          <h2>{name}</h2>
          {position === undefined ? null : <SourceLink position={position} />}
          <a class="btn plain icon push" href={link('functions')} aria-label="Close">
            <Icon name="close" />
          </a>
        </header>
        <dl class="kv">
          <dt>Handler</dt>
          <dd>
            <code>{handler}</code>
          </dd>
          <dt>Limits</dt>
          <dd>
            timeout {timeout} s, memory {memory} MB{concurrency === null ? '' : `, concurrency ${concurrency}`}
          </dd>
          <dt>Build</dt>
          <dd>{build === null ? 'not built' : `${build.tookMs.toFixed(0)} ms`}</dd>
        </dl>
      </div>
      <Environments facts={facts} />
      <Invoke name={name} />
      <FunctionLogs name={name} />
    </section>
  );
}
