import type { Stack } from '../../cloudformation/stack.ts';
import type { InputContext } from '../../input.ts';
import type { Template } from '../../template/template.ts';
import type { StackArtifact } from './read-assembly.ts';
import { readSynthesised } from './read-synthesised.ts';

/** A stack of the assembly, ready to be resolved: its template, where its assets are, which account it is for. */
export function stackOf(artifact: StackArtifact, hasMore: boolean, context: InputContext): Stack | undefined {
  const { name, templateFile, accountId, region, assets } = artifact;
  const template = readSynthesised(templateFile, assets, context);
  if (template === undefined) return undefined;
  return {
    template,
    name,
    idPrefix: hasMore ? `${name}/` : '',
    ...(region !== undefined && { region }),
    ...(accountId !== undefined && { accountId }),
    parameters: parametersOf(template, context),
    asset: (_bucket, key) => assets.path(key),
    nestedTemplate(url) {
      const file = assets.pathOfUrl(url);
      return file === undefined ? undefined : readSynthesised(file, assets, context);
    },
  };
}

/** `--parameter` is given once for all stacks; each takes those that it declares. */
function parametersOf({ value }: Template, { options }: InputContext): Record<string, string> {
  const declared = value['Parameters'];
  const names = typeof declared === 'object' && declared !== null ? Object.keys(declared) : [];
  return Object.fromEntries(Object.entries(options.parameters ?? {}).filter(([name]) => names.includes(name)));
}
