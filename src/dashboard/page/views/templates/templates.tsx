import { AskingButton } from '../../live/asking-button.tsx';
import { useEffect, useState } from 'preact/hooks';
import { type Failure, post } from '../../live/api.ts';
import { setQuery, useAddress } from '../../live/address.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { FailureNotice, Notice } from '../../parts/notice.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Choice, Tabs } from '../../parts/tabs.tsx';
import { copy, download } from '../../parts/toast.tsx';
import type { ApiFacts } from '../api-facts.ts';
import { Checks, warningsOf } from './checks.tsx';
import { INPUTS, type Inputs, requestOf } from './inputs.ts';
import { mappingsOf } from './mappings.ts';
import { Parameters } from './parameters.tsx';
import { PastExchanges } from './past-exchanges.tsx';
import { Place, whyNotWritten } from './place.tsx';
import type { Rendered } from './rendered.ts';
import { TemplateText } from './template-text.tsx';
import { testOf } from './test-text.ts';
import { useTemplate } from './use-template.ts';

const FIRST_MAPPING = `{
  "integration.request.header.X-Name": "method.request.body.name",
  "integration.request.querystring.stage": "context.stage",
  "integration.request.path.id": "method.request.path.id"
}`;

const PLAYGROUNDS = [
  ['', 'Templates'],
  ['parameters', 'Parameters'],
] as const;

/** Playgrounds for mapping templates and for parameter mappings: the project's own, tried with recorded exchanges; rendered as one types. */
export function Templates() {
  const { query } = useAddress();
  const isMapping = query['part'] === 'parameters';
  const { value } = useEndpoint<{ apis: ApiFacts[] }>(isMapping ? 'apis' : undefined);
  const mappings = (value?.apis ?? []).flatMap(mappingsOf);
  const [mapping, setMapping] = useState({ type: 'rest', text: FIRST_MAPPING });
  const used = useTemplate();
  const { all, chosen, text, inputs, isEdited } = used;
  const { rendered, failure } = useRendered(text, inputs);
  const [tab, setTab] = useState('body');
  const why = chosen === undefined ? undefined : whyNotWritten(chosen);
  const warnings = warningsOf(rendered);
  return (
    <>
      <div class="tools-view">
        <h1>Templates</h1>
        <Choice
          label="Playground"
          options={PLAYGROUNDS}
          chosen={query['part'] ?? ''}
          choose={(part) => setQuery({ part })}
        />
        {isMapping ? (
          <select
            class="mono"
            aria-label="Parameter mappings"
            onChange={(event) => {
              const one = mappings.find(({ id }) => id === event.currentTarget.value);
              if (one !== undefined) setMapping(one);
            }}
          >
            <option value="">Mappings of your own</option>
            {mappings.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        ) : (
          <select
            class="mono"
            aria-label="Template"
            value={chosen?.id ?? ''}
            onChange={(event) => used.choose(event.currentTarget.value)}
          >
            <option value="">A template of your own</option>
            {all.map(({ id, api, route, side, key }) => (
              <option key={id} value={id}>
                {api} {route} {side} {key}
              </option>
            ))}
          </select>
        )}
        <PastExchanges chosen={used.of} choose={used.chooseExchange} route={chosen} />
        <button type="button" class="push" onClick={() => void copy(isMapping ? mapping.text : text, 'The text')}>
          Copy
        </button>
        {isMapping ? null : (
          <button
            type="button"
            onClick={() => download('template.test.ts', testOf(text, inputs, rendered?.output ?? ''))}
          >
            Save case as test
          </button>
        )}
        {isMapping || chosen === undefined || why !== undefined ? null : (
          <AskingButton type="button" class="primary" disabled={!isEdited} onClick={() => void used.writeBack()}>
            Write back to file
          </AskingButton>
        )}
      </div>
      {used.failure === undefined ? null : <FailureNotice failure={used.failure} what="The templates" />}
      {isEdited && why !== undefined ? <Notice tone="info">{why}</Notice> : null}
      <div class="play">
        {isMapping ? (
          <Parameters
            type={mapping.type}
            chooseType={(type) => setMapping({ ...mapping, type })}
            text={mapping.text}
            write={(next) => setMapping({ ...mapping, text: next })}
            inputs={inputs}
          />
        ) : (
          <TemplateText
            template={text}
            write={used.write}
            rendered={rendered}
            isEdited={isEdited}
            place={chosen === undefined ? null : <Place template={chosen} />}
          />
        )}
        <section class="a-inp" aria-label="Input">
          <Tabs
            label="Inputs"
            chosen={tab}
            choose={setTab}
            tabs={INPUTS.map(([id, label]) => ({
              id,
              label,
              content: () => (
                <textarea
                  rows={8}
                  spellcheck={false}
                  aria-label={label}
                  value={inputs[id]}
                  onInput={(event) => used.setInput(id, event.currentTarget.value)}
                />
              ),
            }))}
          />
        </section>
        {isMapping ? null : (
          <section class="a-chk" aria-label="Checks">
            <div class="phead">
              <h2 class="sub">Checks</h2>
              {warnings === 0 ? null : (
                <span class="st client">
                  <Icon name="client" />
                  {warnings} {warnings === 1 ? 'warning' : 'warnings'}
                </span>
              )}
            </div>
            <Checks
              template={text}
              rendered={rendered}
              failure={failure}
              hasSchema={inputs.schema !== ''}
              write={used.write}
            />
          </section>
        )}
      </div>
    </>
  );
}

/** What a template makes of the inputs, a moment after the last key. */
function useRendered(template: string, inputs: Inputs) {
  const [rendered, setRendered] = useState<Rendered | undefined>();
  const [failure, setFailure] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      const asked = requestOf(template, inputs);
      if (typeof asked === 'string') return setFailure(asked);
      setFailure('');
      post<Rendered>('render', asked).then(setRendered, (error: Failure) => setFailure(error.message));
    }, 150);
    return () => clearTimeout(timer);
  }, [template, inputs]);
  return { rendered, failure };
}
