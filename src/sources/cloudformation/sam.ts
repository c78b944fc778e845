import type { InputContext } from '../input.ts';
import type { Template, TemplateMap, TemplateValue } from '../template/template.ts';
import { isMap } from './resolve/values.ts';
import type { StackScope } from './stack-scope.ts';

/** A SAM template as the CloudFormation template that it stands for. */
export type SamTransform = (template: Template, scope: StackScope, context: InputContext) => Template;

/** Whether a template needs the SAM transform: it names it, or uses its types without. */
export function isSam(template: TemplateMap): boolean {
  const transform = template['Transform'];
  const names: readonly TemplateValue[] = Array.isArray(transform) ? transform : [transform ?? null];
  if (names.includes('AWS::Serverless-2016-10-31')) return true;
  return hasSamTypes(template);
}

function hasSamTypes(template: TemplateMap): boolean {
  const resources = template['Resources'];
  if (!isMap(resources)) return false;
  return Object.values(resources).some((resource) => {
    const type = isMap(resource) ? resource['Type'] : undefined;
    return typeof type === 'string' && type.startsWith('AWS::Serverless::');
  });
}

/** Loads the transform where one of the templates, or one nested in them, may need it. */
export async function loadSam(templates: readonly Template[]): Promise<{ readonly transformSam: SamTransform }> {
  void templates;
  return {
    transformSam(template, scope) {
      if (!hasSamTypes(template.value)) return template;
      scope.error('SAM templates are not supported yet', { holder: template.value, key: 'Transform' });
      return template;
    },
  };
}
