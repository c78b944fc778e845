import { useEffect, useState } from 'preact/hooks';
import { type Failure, post } from '../../live/api.ts';
import { setQuery, useAddress } from '../../live/address.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { Choice, Tabs } from '../../parts/tabs.tsx';
import { copy, download } from '../../parts/toast.tsx';
import type { ApiFacts } from '../api-facts.ts';
import { Checks } from './checks.tsx';
import { INPUTS, requestOf } from './inputs.ts';
import { Parameters } from './parameters.tsx';
import { PastBodies } from './past-bodies.tsx';
import type { Rendered } from './rendered.ts';
import { TemplateText } from './template-text.tsx';
import { testOf } from './test-text.ts';
import { mappingsOf, templatesOf } from './written.ts';

const FIRST = `#set($name = $input.path('$.name'))
{
  "greeting": "Hello $name",
  "all": $input.json('$')
}`;

const FIRST_MAPPING = `{
  "integration.request.header.X-Name": "method.request.body.name",
  "integration.request.querystring.stage": "context.stage",
  "integration.request.path.id": "method.request.path.id"
}`;

const PLAYGROUNDS = [
  ['', 'Templates'],
  ['parameters', 'Parameters'],
] as const;

/** Playgrounds for parameter mappings and for mapping templates: the project's own, its models and past bodies; rendered as one types. */
export function Templates() {
  const { value } = useEndpoint<{ apis: ApiFacts[] }>('apis');
  const own = (value?.apis ?? []).flatMap(templatesOf);
  const [template, setTemplate] = useState(FIRST);
  const [inputs, setInputs] = useState({
    body: '{"name": "Ada"}',
    params: '{}',
    context: '{}',
    stageVariables: '{}',
    schema: '',
  });
  const [rendered, setRendered] = useState<Rendered | undefined>();
  const [failure, setFailure] = useState('');
  const [tab, setTab] = useState('body');
  const { query } = useAddress();
  const isMapping = query['part'] === 'parameters';
  const mappings = (value?.apis ?? []).flatMap(mappingsOf);
  const [mapping, setMapping] = useState({ type: 'rest', text: FIRST_MAPPING });
  const set = (name: string, text: string): void => setInputs((before) => ({ ...before, [name]: text }));
  useEffect(() => {
    const timer = setTimeout(() => {
      const asked = requestOf(template, inputs);
      if (typeof asked === 'string') return setFailure(asked);
      setFailure('');
      post<Rendered>('render', asked).then(setRendered, (error: Failure) => setFailure(error.message));
    }, 150);
    return () => clearTimeout(timer);
  }, [template, inputs]);
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
              const chosen = mappings.find(({ id }) => id === event.currentTarget.value);
              if (chosen !== undefined) setMapping(chosen);
            }}
          >
            <option value="">Mappings of your own</option>
            {mappings.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </select>
        ) : null}
        <select
          hidden={isMapping}
          class="mono"
          aria-label="Template"
          onChange={(event) => {
            const chosen = own.find(({ id }) => id === event.currentTarget.value);
            if (chosen === undefined) return;
            setTemplate(chosen.template);
            setInputs((before) => ({ ...before, schema: chosen.schema, stageVariables: chosen.variables }));
          }}
        >
          <option value="">A template of your own</option>
          {own.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        <PastBodies choose={(body) => set('body', body)} />
        <button type="button" class="push" onClick={() => void copy(isMapping ? mapping.text : template, 'The text')}>
          Copy
        </button>
        <button
          type="button"
          hidden={isMapping}
          onClick={() => download('template.test.ts', testOf(template, inputs, rendered?.output ?? ''))}
        >
          Save case as test
        </button>
      </div>
      <div class="play">
        {isMapping ? (
          <Parameters
            type={mapping.type}
            chooseType={(type) => setMapping({ ...mapping, type })}
            text={mapping.text}
            write={(text) => setMapping({ ...mapping, text })}
            inputs={inputs}
          />
        ) : (
          <TemplateText template={template} write={setTemplate} rendered={rendered} />
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
                  onInput={(event) => set(id, event.currentTarget.value)}
                />
              ),
            }))}
          />
        </section>
        {isMapping ? null : (
          <section class="a-chk" aria-label="Checks">
            <div class="phead">
              <h2 class="sub">Checks</h2>
            </div>
            <Checks rendered={rendered} failure={failure} hasSchema={inputs.schema !== ''} />
          </section>
        )}
      </div>
    </>
  );
}
