import type { Problems } from '../problems/problems.ts';
import type { Template, TemplateMap, TemplateValue } from '../template/template.ts';
import type { SamContext } from './context.ts';
import { addDefaultBodies } from './passes/default-bodies.ts';
import { addEmbeddedConnectors } from './passes/embedded-connectors.ts';
import { mergeGlobals } from './passes/globals.ts';
import { addImplicitApis } from './passes/implicit-apis.ts';
import { renameReferences } from './passes/references.ts';
import { checkTemplateShape } from './passes/template-shape.ts';
import { transformResources } from './transform-resources.ts';
import { Transformation } from './transformation.ts';
import { copyOf } from './words/copy.ts';
import { isMap } from './words/values.ts';

const TRANSFORM = 'AWS::Serverless-2016-10-31';

/** Whether a template asks for the SAM transform, or uses its types without asking. */
export function isSamTemplate(template: TemplateMap): boolean {
  return hasTransform(template) || hasSamTypes(template);
}

/**
 * What AWS's SAM transform makes of a template: CloudFormation without SAM's types. The given template stays as it is; positions lead to what
 * the user wrote. Everything that SAM refuses becomes a problem, in SAM's words; then the result is only good for finding more problems.
 *
 * Paths of code and definitions stay relative to the template's folder. Conditions and references are left to CloudFormation, but for
 * parameters in the few properties that SAM has to look into.
 */
export function transformSam(template: Template, context: SamContext, problems: Problems): Template {
  const { positions } = template;
  if (!hasTransform(template.value) && hasSamTypes(template.value)) {
    problems.warning(
      `the template uses AWS::Serverless types without "Transform: ${TRANSFORM}"`,
      positions.at(template.value, ['Resources'], 'key'),
      'AWS needs the line; here the transform runs all the same.',
    );
  }
  const copy = copyOf(template.value, positions);
  const work = new Transformation(copy, positions, problems, parametersOf(template.value, context));
  run(work);
  const result: TemplateMap = positions.copied(copy, { ...work.template, Resources: work.made });
  delete result['Transform'];
  renameReferences(work, result);
  return { ...template, value: result };
}

/** Parameters that have a value: the name that stands in for a missing one says nothing of what the property is to be. */
function parametersOf({ Parameters: declared }: TemplateMap, context: SamContext): Map<string, TemplateValue> {
  const hasValue = ([name, value]: readonly [string, TemplateValue]): boolean =>
    value !== name || (isMap(declared) && isMap(declared[name]) && Object.hasOwn(declared[name], 'Default'));
  return new Map([
    ...Object.entries(context.parameters).filter(hasValue),
    ['AWS::Region', context.region],
    ['AWS::Partition', 'aws'],
  ]);
}

function run(work: Transformation): void {
  if (!checkTemplateShape(work)) return;
  addDefaultBodies(work);
  if (!addImplicitApis(work)) return;
  if (!mergeGlobals(work)) return;
  addEmbeddedConnectors(work);
  transformResources(work);
}

function hasTransform({ Transform: transform }: TemplateMap): boolean {
  return (Array.isArray(transform) ? transform : [transform]).includes(TRANSFORM);
}

function hasSamTypes({ Resources: resources }: TemplateMap): boolean {
  return (
    isMap(resources) &&
    Object.values(resources).some((resource) => {
      const type = isMap(resource) ? resource['Type'] : undefined;
      return typeof type === 'string' && type.startsWith('AWS::Serverless::');
    })
  );
}
