import { AskingButton } from '../../live/asking-button.tsx';
import { useState } from 'preact/hooks';
import type { RunningFault } from '../../../../drills/running-fault.ts';
import { type Failure, post } from '../../live/api.ts';
import { Code } from '../../parts/code.tsx';
import { copy, say } from '../../parts/toast.tsx';
import type { ApiFacts } from '../api-facts.ts';
import { asCommand, asConfiguration, type KindFacts, kindText, routesFor } from './facts.ts';
import { Choice, Entry } from './fields.tsx';
import { KindFields } from './kind-fields.tsx';
import { EMPTY_DRAFT, type Draft, ruleOf } from './draft.ts';
import { PRESETS } from './presets.ts';

interface NewDrillProps {
  readonly kinds: Readonly<Record<string, KindFacts>>;
  readonly apis: readonly ApiFacts[];
  readonly added: () => void;
}

/** A rule in the making: what it is, what will happen, and how it is written elsewhere. */
export function NewDrill({ kinds, apis, added }: NewDrillProps) {
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [failure, setFailure] = useState('');
  const set = (change: Partial<Draft>): void => {
    setFailure('');
    setDraft({ ...draft, ...change });
  };
  const settings = kinds[draft.kind]?.settings ?? [];
  const rule = ruleOf(draft, settings);
  const functions = [
    ...new Set(
      apis.flatMap(({ routes }) =>
        routes.filter(({ integration }) => integration?.startsWith('AWS')).map(({ target }) => target),
      ),
    ),
  ].filter((name) => /^[\w-]+$/.test(name) && name !== 'AWS');
  const switchOn = (): void =>
    void post<{ fault: RunningFault }>('faults', rule)
      .then(({ fault }) => {
        say(`${fault.id} is on.`);
        added();
      })
      .catch((error: Failure) => setFailure(error.message));
  return (
    <section class="pane" tabIndex={0} aria-label="New drill">
      <div class="sec">
        <header>
          <h2>New drill</h2>
        </header>
        <div class="acts" role="group" aria-label="Usual drills">
          {PRESETS.map(({ name, draft: preset }) => (
            <button type="button" key={name} onClick={() => set({ ...EMPTY_DRAFT, ...preset })}>
              {name}
            </button>
          ))}
        </div>
        <div class="fields cols2 gap-top">
          <Choice
            id="drill-kind"
            label="What goes wrong"
            wide
            value={draft.kind}
            options={Object.keys(kinds).map((kind) => [kind, kindText(kind)])}
            choose={(kind) => set({ kind })}
          />
          <Choice
            id="drill-api"
            label="API"
            value={draft.api}
            options={[['', 'Any'], ...apis.map(({ name }): [string, string] => [name, name])]}
            choose={(api) => set({ api, route: '' })}
          />
          <Choice
            id="drill-route"
            label="Route"
            value={draft.route}
            options={[['', 'Any'], ...routesFor(apis, draft.api).map((key): [string, string] => [key, key])]}
            choose={(route) => set({ route })}
          />
          <Choice
            id="drill-function"
            label="Function"
            value={draft.function}
            options={[['', 'Any'], ...functions.map((name): [string, string] => [name, name])]}
            choose={(name) => set({ function: name })}
          />
          <KindFields draft={draft} settings={settings} set={set} />
          <Entry id="drill-share" label="Share, such as 0.5" value={draft.share} write={(share) => set({ share })} />
          <Entry id="drill-count" label="Stop after requests" value={draft.count} write={(count) => set({ count })} />
          <Entry
            id="drill-duration"
            label="Stop after seconds"
            value={draft.duration}
            write={(duration) => set({ duration })}
          />
        </div>
        <div class="acts gap-top">
          <AskingButton type="button" class="primary" onClick={switchOn}>
            Switch on
          </AskingButton>
          <button type="button" onClick={() => void copy(asConfiguration(rule), 'The rule')}>
            Copy as config
          </button>
          <button type="button" onClick={() => void copy(asCommand(rule), 'The command')}>
            Copy CLI command
          </button>
        </div>
        {failure === '' ? null : (
          <p class="server gap-top" role="alert">
            {failure}
          </p>
        )}
      </div>
      <div class="sec">
        <header>
          <h3>What will happen</h3>
        </header>
        <p class="mid">{whatHappens(draft, kinds)}</p>
      </div>
      <div class="sec">
        <header>
          <h3>In emulator.config.yaml</h3>
        </header>
        <Code box plain text={asConfiguration(rule)} label="The rule in emulator.config.yaml" />
      </div>
    </section>
  );
}

function whatHappens(draft: Draft, kinds: NewDrillProps['kinds']): string {
  const { kind, api, route, function: functionName, share, count, duration } = draft;
  const where = [
    route === '' ? 'every route' : route,
    ...(api === '' ? [] : [`of ${api}`]),
    ...(functionName === '' ? [] : [`with the function ${functionName} behind it`]),
    ...(draft.connection === '' ? [] : [`on the connection ${draft.connection}`]),
  ].join(' ');
  const often = share === '' || share === '1' ? 'Each time' : `In ${share} of the cases`;
  const until = [...(count === '' ? [] : [`${count} requests`]), ...(duration === '' ? [] : [`${duration} s`])];
  return `${often}, on ${where}: ${kinds[kind]?.does ?? kind}. ${until.length === 0 ? 'Until you end it.' : `It ends after ${until.join(' or ')}.`}`;
}
