import { nearest } from '../../../problems/nearest.ts';
import type { Site } from '../site.ts';
import type { Answer, AnswerQuestion } from '../answer.ts';
import { VariableFailure } from '../failure.ts';
import type { SourceContext } from './context.ts';
import { stageOf } from './sls.ts';

/**
 * `param:key`: `--param`, then `params.STAGE` (version 4: `stages.STAGE.params`), then the same of `default`. What is in none of them may
 * be a parameter of the Dashboard.
 */
export function answerParam(context: SourceContext): AnswerQuestion {
  return async ({ address, text, site }) => {
    if (address === undefined) throw new VariableFailure(`${site.name}: param: needs the name of a parameter`);
    const given = context.params[address] ?? context.values[text];
    if (given !== undefined) return { value: given };
    const stage = await stageOf(context, site);
    const known = new Set<string>();
    for (const section of [stage, 'default']) {
      for (const path of [
        ['params', section],
        ['stages', section, 'params'],
      ]) {
        const found = await readParam(context, path, address, site, known);
        if (found !== undefined) return { value: found };
      }
    }
    return missing(address, text, known);
  };
}

async function readParam(
  { resolver, service }: SourceContext,
  path: readonly string[],
  name: string,
  site: Site,
  known: Set<string>,
): Promise<unknown> {
  const found = await resolver.follow(service, [...path, name], site);
  if ('value' in found) return found.value ?? undefined;
  if (found.at === path.length) for (const key of found.keys) known.add(key);
  return undefined;
}

function missing(name: string, text: string, known: Set<string>): Answer {
  const near = nearest(name, known);
  if (near !== undefined) return { missing: `there is no parameter "${name}"`, hint: `Did you mean "${near}"?` };
  return {
    missing: `the parameter "${name}" is not in params:`,
    hint: `Pass --param ${name}=VALUE, or set "${text}" under values: in emulator.config.yaml.`,
    placeholder: `<${text}>`,
  };
}
