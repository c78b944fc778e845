import { useEffect, useState } from 'preact/hooks';
import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import type { ProjectTemplate } from '../../../project-templates.ts';
import { encode, type Failure, get, post } from '../../live/api.ts';
import { setQuery, useAddress } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { say } from '../../parts/toast.tsx';
import { inputsOf } from './exchange-inputs.ts';
import type { Inputs } from './inputs.ts';

const FIRST = `#set($name = $input.path('$.name'))
{
  "greeting": "Hello $name",
  "all": $input.json('$')
}`;
const FIRST_INPUTS: Inputs = { body: '{"name": "Ada"}', params: '{}', context: '{}', stageVariables: '{}', schema: '' };

/**
 * The template that is looked at, as the address names it (`template`), what was made of it here, and what it reads: its own, or that of a
 * recorded exchange (`of`).
 */
export function useTemplate() {
  const { query } = useAddress();
  const { state } = useStore();
  const { value, failure, reload } = useEndpoint<{ templates: ProjectTemplate[] }>('templates', state?.reload?.at ?? 0);
  const all = value?.templates ?? [];
  const { template: id = '', of = '' } = query;
  const chosen = all.find((one) => one.id === id);
  /** By id: what was typed. */
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [inputs, setInputs] = useState<Inputs>(FIRST_INPUTS);
  useEffect(() => {
    if (chosen === undefined) return;
    const { schema, variables } = chosen;
    setInputs((before) => ({ ...before, schema, stageVariables: JSON.stringify(variables, null, 2) }));
  }, [chosen?.id]);
  useEffect(() => {
    if (of === '' || value === undefined) return;
    const use = (exchange: ExchangeRecord): void => {
      const text = exchange.mappings?.[Number(query['n'] ?? 0)]?.template;
      const own = all.filter(({ api, route }) => api === exchange.api && route === exchange.routeKey);
      const meant = chosen ?? own.find((one) => one.text === text);
      if (meant !== undefined && meant.id !== id) setQuery({ template: meant.id, n: '' });
      const stage = state?.apis.find(({ name }) => name === exchange.api)?.stage ?? '';
      setInputs((before) => ({ ...before, ...inputsOf(exchange, meant?.side ?? 'request', stage) }));
    };
    get<ExchangeRecord>(`exchanges/${encode(of)}`).then(use, (error: Failure) => say(error.message));
  }, [of, id, value === undefined]);
  const text = typed[id] ?? chosen?.text ?? FIRST;
  const writeBack = async (): Promise<void> => {
    const [file] = chosen?.files ?? [];
    if (file === undefined) return;
    try {
      await post('templates/write', { file: file.file, hash: file.hash, text });
      const next = file.isRead
        ? 'It is read again now.'
        : 'The definition was made of it elsewhere: make it again (cdk synth, terraform plan).';
      say(`${file.file} is written. ${next}`);
    } catch (error) {
      say((error as Failure).message);
    }
    reload();
  };
  return {
    all,
    chosen,
    failure,
    of,
    text,
    inputs,
    isEdited: chosen !== undefined && text !== chosen.text,
    choose: (next: string) => setQuery({ template: next }),
    chooseExchange: (next: string) => setQuery({ of: next, n: '' }),
    write: (next: string) => setTyped((before) => ({ ...before, [id]: next })),
    setInput: (name: string, next: string) => setInputs((before) => ({ ...before, [name]: next })),
    writeBack,
  };
}
