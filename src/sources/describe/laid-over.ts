import type { Model } from '../../model/definition/model.ts';
import type { Describable, DescribableApi, DescribableFunction } from './describable.ts';
import { describableOf } from './of-model.ts';

/** What is described of an input once a configuration is laid over it: `model` is the result. */
export function describableLaidOver(base: Describable, model: Model): Describable {
  const whole = describableOf(model, base.source);
  const functions = base.functions.map((one) => laidOverFunction(one, model));
  const names = new Set([
    ...base.functions.map(({ definition }) => definition.name),
    ...base.foreign.map(({ name }) => name),
  ]);
  const runs = new Set(
    functions.filter(({ definition }) => definition.code.kind !== 'unavailable').map(({ id }) => id),
  );
  const isTheirs = ({ id: word, definition: { key = word } }: DescribableApi): boolean =>
    base.apis.some(({ id }) => key === id || word.startsWith(`${id}/`));
  return {
    ...base,
    apis: [...base.apis.map((api) => laidOverApi(api, model)), ...whole.apis.filter((api) => !isTheirs(api))],
    functions: [...functions, ...whole.functions.filter(({ definition }) => !names.has(definition.name))],
    usagePlans: [
      ...base.usagePlans,
      ...whole.usagePlans.filter(({ stages = [] }) => !stages.some((stage) => startsWithOne(stage, base))),
    ],
    notRun: base.notRun.filter(({ id, type }) => type !== 'AWS::Lambda::Function' || !runs.has(id)),
  };
}

function startsWithOne(stage: string, { apis }: Describable): boolean {
  return apis.some(({ id }) => stage.startsWith(`${id}/`));
}

function laidOverApi(api: DescribableApi, model: Model): DescribableApi {
  const definition = model.apis.find(({ name, key = name }) => key === api.id);
  if (definition === undefined) return api;
  const [, ...others] = api.stages;
  return { ...api, definition, apiId: definition.id, stages: [{ stage: definition.stage }, ...others] };
}

function laidOverFunction(one: DescribableFunction, model: Model): DescribableFunction {
  const definition = model.functions[one.definition.name];
  if (definition === undefined || definition === one.definition) return one;
  const before = one.definition.environment;
  const changed = Object.entries(definition.environment).filter(([name, value]) => before[name] !== value);
  return {
    ...one,
    definition,
    described: { ...one.described, environment: { ...one.described.environment, ...Object.fromEntries(changed) } },
  };
}
