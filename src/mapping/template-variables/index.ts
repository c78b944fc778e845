import type { JavaValue } from '../values.ts';
import { toJavaMap, toJavaValue } from './plain-values.ts';
import type { PlainRecord } from './context-object.ts';
import { contextObject } from './context-object.ts';
import type { TemplateParameters } from './input-object.ts';
import { InputObject } from './input-object.ts';
import { LazyMap } from './lazy-map.ts';
import { OverrideMaps } from './overrides.ts';
import { Payload } from './payload.ts';
import { utilObject } from './util-object.ts';

export type { PlainRecord } from './context-object.ts';
export type { TemplateParameters } from './input-object.ts';
export type { Overrides, RequestOverrides, ResponseOverrides } from './overrides.ts';
export { OverrideMaps } from './overrides.ts';
export { Payload } from './payload.ts';

export interface TemplateInput {
  /** The payload: the client's in a request template, the backend's in a response template. */
  readonly body?: string | Payload;
  /** The client's parameters, in response templates too (recorded: docs/aws/vtl.md#input). */
  readonly params?: TemplateParameters;
  /** `$context`, without the overrides; or what gives it, the same at each call, once a template looks. */
  readonly context?: PlainRecord | (() => PlainRecord);
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** Further variables by their names without the dollar sign. */
  readonly variables?: PlainRecord;
  /** Where the template's overrides go; `null` for APIs that have none, like WebSocket APIs. A fresh one unless given. */
  readonly overrides?: OverrideMaps | null;
}

/**
 * The variables of a mapping template: `$input`, `$util`, `$context`, `$stageVariables` (docs/aws/vtl.md#input to
 * docs/aws/vtl.md#overrides). Cheap: nothing is read, parsed or copied before a template asks for it.
 */
export function apiGatewayVariables(input: TemplateInput): Map<string, JavaValue> {
  const { body = '', params = {}, context = {}, stageVariables, variables, overrides } = input;
  const payload = typeof body === 'string' ? new Payload(body) : body;
  const record = isMaker(context) ? context : () => context;
  const names = new Map<string, JavaValue>();
  names.set('input', new InputObject(payload, params));
  names.set('util', utilObject);
  names.set('context', contextObject(record, overrides === undefined ? new OverrideMaps() : overrides));
  names.set(
    'stageVariables',
    new LazyMap(
      () => toJavaMap(stageVariables),
      'text',
      () => stageVariables,
    ),
  );
  if (variables === undefined) return names;
  for (const [name, value] of Object.entries(variables)) names.set(name, toJavaValue(value));
  return names;
}

function isMaker(context: PlainRecord | (() => PlainRecord)): context is () => PlainRecord {
  return typeof context === 'function';
}
