import type { SamContext } from '../sam/index.ts';
import type { Problems } from '../problems/problems.ts';
import type { Template, TemplateMap } from '../template/template.ts';
import type { StackScope } from './stack-scope.ts';

/** The SAM transform as the stacks use it: loaded where a template may need it. */
export interface Sam {
  readonly isSamTemplate: (template: TemplateMap) => boolean;
  readonly transformSam: (template: Template, context: SamContext, problems: Problems) => Template;
}

/** Loads the transform where one of the templates, or one nested in them, may need it; `undefined` where none can. */
export async function loadSam(templates: readonly Template[]): Promise<Sam | undefined> {
  const mayNeedIt = templates.some(({ value }) => {
    const types = Object.values(value['Resources'] ?? {}).map((resource) => (resource as TemplateMap | null)?.['Type']);
    return (
      value['Transform'] !== undefined ||
      types.some((type) => typeof type === 'string' && /^AWS::(?:Serverless::|CloudFormation::Stack)/.test(type))
    );
  });
  return mayNeedIt ? import('../sam/index.ts') : undefined;
}

/** What the transform has to know of the stack that a template makes. */
export function samContext(scope: StackScope): SamContext {
  const { parameters, region, accountId, stack } = scope;
  return { parameters: parameters.plain(), region, accountId, stackName: stack.name };
}
