import { useEffect, useState } from 'preact/hooks';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { encode, type Failure, get, post } from '../live/api.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { Code } from '../parts/code.tsx';
import { clockTime } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { download } from '../parts/toast.tsx';
import type { ApiFacts } from './api-facts.ts';

interface Rendered {
  readonly output: string;
  readonly overrides?: object;
  readonly error?: { readonly message: string; readonly line: number; readonly column: number };
  readonly violations: readonly string[];
}

interface Written {
  readonly id: string;
  readonly label: string;
  readonly template: string;
  readonly schema: string;
  readonly variables: string;
}

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

const INPUTS = [
  ['body', 'Body'],
  ['params', 'Parameters'],
  ['context', '$context'],
  ['stageVariables', 'Stage variables'],
  ['schema', 'Model'],
] as const;

type Inputs = Readonly<Record<(typeof INPUTS)[number][0], string>>;

function Checks({
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

function PastBodies({ choose }: { readonly choose: (body: string) => void }) {
  const { exchanges } = useStore();
  const past = exchanges
    .filter(({ method }) => method !== 'GET' && method !== 'OPTIONS' && method !== 'CONNECT')
    .slice(-15)
    .toReversed();
  const load = async (id: string): Promise<void> => {
    const { request, message } = await get<ExchangeRecord>(`exchanges/${encode(id)}`);
    choose(message ?? request?.body ?? '');
  };
  return (
    <select
      class="only-wide"
      aria-label="Input"
      onChange={(event) => event.currentTarget.value !== '' && void load(event.currentTarget.value)}
    >
      <option value="">A past body …</option>
      {past.map(({ id, method, path, startedAt }) => (
        <option key={id} value={id}>
          {clockTime(startedAt, false)} {method} {path}
        </option>
      ))}
    </select>
  );
}

function templatesOf({ name, routes, models, variables }: ApiFacts): Written[] {
  return routes.flatMap((route) => {
    const { routeKey, requestTemplates, responseTemplates, requestModels } = route;
    const model = Object.values(requestModels)[0];
    const schema = model === undefined ? '' : (models[model]?.schema ?? '');
    const common = { schema, variables: JSON.stringify(variables) };
    return [
      ...Object.entries(requestTemplates).map(([type, template]) => ({
        id: `${name} ${routeKey} ${type}`,
        label: `${name}  ${routeKey}  request  ${type}`,
        template,
        ...common,
      })),
      ...Object.entries(responseTemplates).flatMap(([status, templates]) =>
        Object.entries(templates).map(([type, template]) => ({
          id: `${name} ${routeKey} ${status} ${type}`,
          label: `${name}  ${routeKey}  ${status}  ${type}`,
          template,
          ...common,
          schema: '',
        })),
      ),
    ];
  });
}

/** The request of `/_gw/render`, or what is wrong with the inputs. */
function requestOf(template: string, { body, params, context, stageVariables, schema }: Inputs): object | string {
  for (const [name, text] of Object.entries({
    Parameters: params,
    $context: context,
    'Stage variables': stageVariables,
  })) {
    const problem = jsonProblem(text);
    if (problem !== undefined) return `${name}: ${problem}`;
  }
  return {
    template,
    body,
    params: JSON.parse(params) as object,
    context: JSON.parse(context) as object,
    stageVariables: JSON.parse(stageVariables) as object,
    schema,
  };
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function testOf(template: string, { body, params, context, stageVariables }: Inputs, output: string): string {
  return `import { renderTemplate } from 'gw-emulate/mapping';
import { expect, test } from 'vitest';

test('the template renders as before', () => {
  const { output } = renderTemplate(${JSON.stringify(template)}, {
    body: ${JSON.stringify(body)},
    params: ${params},
    context: ${context},
    stageVariables: ${stageVariables},
  });
  expect(output).toBe(${JSON.stringify(output)});
});
`;
}
