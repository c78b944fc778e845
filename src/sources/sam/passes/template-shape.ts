import { checkFindInMap } from './find-in-map.ts';
import { TemplateError, ResourceError, reporting } from '../words/errors.ts';
import type { Transformation } from '../transformation.ts';
import { isMap } from '../words/values.ts';
import { RESOURCE_PROPERTIES } from '../properties/resource-properties.ts';

/** Whether the template has the shape that the transform builds on; what is wrong with it becomes problems. */
export function checkTemplateShape(work: Transformation): boolean {
  const { template, positions, problems, at } = work;
  const resources = template['Resources'];
  if (!isMap(resources) || Object.keys(resources).length === 0) {
    return reporting('', at, problems, () => {
      throw new TemplateError("'Resources' section is required");
    });
  }
  if (Object.hasOwn(template, 'Mappings') && !isMap(template['Mappings'])) {
    const position = positions.at(template, ['Mappings'], 'key');
    problems.error(
      "Structure of the SAM template is invalid. 'Mappings' or 'Parameters' is either null or not a valid dictionary.",
      position,
    );
    return false;
  }
  const checks = Object.keys(resources).map((id) => reporting(id, at, problems, () => checkResource(work, id)));
  return checks.every(Boolean);
}

function checkResource(work: Transformation, id: string): void {
  const resource = work.resources[id];
  if (!isMap(resource)) {
    throw new TemplateError("All 'Resources' must be Objects. If you're using YAML, this may be an indentation issue.");
  }
  const type = resource['Type'];
  if (typeof type !== 'string' || !Object.hasOwn(RESOURCE_PROPERTIES, type)) return;
  if (resource['Properties'] !== undefined && !isMap(resource['Properties'])) {
    throw new ResourceError(id, "Attribute 'Properties' should be a map.", ['Properties']);
  }
  if (resource['Condition'] !== undefined && typeof resource['Condition'] !== 'string') {
    throw new TemplateError('Every Condition member must be a string.', ['Condition']);
  }
  checkFindInMap(work, resource);
}
