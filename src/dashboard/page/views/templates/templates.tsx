import { useEffect, useState } from 'preact/hooks';
import { type Failure, post } from '../../live/api.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { Code } from '../../parts/code.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { download } from '../../parts/toast.tsx';
import type { ApiFacts } from '../api-facts.ts';
import { Checks } from './checks.tsx';
import { INPUTS, jsonProblem, requestOf } from './inputs.ts';
import { PastBodies } from './past-bodies.tsx';
import type { Rendered } from './rendered.ts';
import { testOf } from './test-text.ts';
import { templatesOf } from './written.ts';

const FIRST = `#set($name = $input.path('$.name'))
{
  "greeting": "Hello $name",
  "all": $input.json('$')
}`;

/** A playground for mapping templates: the project's own, its models and past bodies; rendered as one types. */
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
  const isJson = rendered !== undefined && jsonProblem(rendered.output) === undefined;
  return (
    <>
      <div class="tools-view">
        <h1>Templates</h1>
        <select
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
        <button
          type="button"
          class="push"
          onClick={() => download('template.test.ts', testOf(template, inputs, rendered?.output ?? ''))}
        >
          Save case as test
        </button>
      </div>
      <div class="play">
        <section class="a-tpl" aria-label="Template">
          <div class="phead">
            <h2 class="sub">Template</h2>
          </div>
          <textarea
            class="editor"
            spellcheck={false}
            aria-label="Template text"
            value={template}
            onInput={(event) => setTemplate(event.currentTarget.value)}
          />
        </section>
        <section class="a-out" aria-label="Output">
          <div class="phead">
            <h2 class="sub">Output</h2>
            {rendered === undefined ? null : (
              <span class={`st ${isJson ? 'ok' : 'client'}`}>
                <Icon name={isJson ? 'ok' : 'client'} />
                {isJson ? 'JSON' : 'no JSON'}
              </span>
            )}
          </div>
          <div class="sec">
            <Code text={rendered?.output ?? ''} wrap label="Output of the template" />
          </div>
        </section>
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
        <section class="a-chk" aria-label="Checks">
          <div class="phead">
            <h2 class="sub">Checks</h2>
          </div>
          <Checks rendered={rendered} failure={failure} hasSchema={inputs.schema !== ''} />
        </section>
      </div>
    </>
  );
}
