import { nearestHint } from '../../problems/nearest.ts';
import { sayMissing } from '../missing-resource.ts';
import type { TemplateMap } from '../../template/template.ts';
import { isMap } from '../resolve/values.ts';
import { mapOf, type StackScope } from '../stack-scope.ts';
import { circlesIn, type Edge } from './circles.ts';
import { type Reference, visitReferences } from './references.ts';

/**
 * Says what CloudFormation refuses about a template as a whole: references that lead nowhere, resources that need each other. Resources whose
 * condition does not hold, and branches that are not taken, are not looked at.
 */
export function checkTemplate(scope: StackScope): void {
  const edges = new Map<string, Edge[]>();
  for (const [logicalId, resource] of Object.entries(scope.resources)) {
    if (!isMap(resource) || !exists(resource, scope)) continue;
    edges.set(logicalId, edgesOf(resource, scope));
  }
  for (const circle of circlesIn(edges)) {
    const names = circle.map(({ to }) => to);
    const [first] = circle;
    const path = [...names.slice(-1), ...names].join(' → ');
    if (first)
      scope.error(`these resources need each other: ${path}`, first.where, 'AWS refuses circular dependencies.');
  }
  const holds = holdsIn(scope);
  const outputs = mapOf(scope.stack.template.value['Outputs']);
  for (const [name, output] of Object.entries(outputs)) {
    if (!isMap(output) || !exists(output, scope)) continue;
    visitReferences(
      { holder: outputs, key: name },
      { holds, seen: new Set(), found: (reference) => void leadsToResource(reference, scope) },
    );
  }
}

function exists(part: TemplateMap, scope: StackScope): boolean {
  const condition = part['Condition'];
  return typeof condition !== 'string' || scope.condition(condition, { holder: part, key: 'Condition' });
}

function holdsIn(scope: StackScope): (condition: string) => boolean {
  return (condition) =>
    scope.conditions.names.includes(condition) && scope.condition(condition, { holder: {}, key: '' });
}

function edgesOf(resource: TemplateMap, scope: StackScope): Edge[] {
  const edges: Edge[] = [];
  const found = (reference: Reference): void => {
    if (leadsToResource(reference, scope)) edges.push({ to: reference.name, where: reference.where });
  };
  const visitor = { holds: holdsIn(scope), found, seen: new Set<object>() };
  for (const part of ['Properties', 'Metadata']) visitReferences({ holder: resource, key: part }, visitor);
  const written = resource['DependsOn'];
  const names = Array.isArray(written) ? written : [written];
  for (const [index, name] of names.entries()) {
    if (typeof name !== 'string') continue;
    const holder = Array.isArray(written) ? written : resource;
    found({ name, where: { holder, key: holder === resource ? 'DependsOn' : index } });
  }
  return edges;
}

/** Whether a reference means a resource; one that means nothing is said. Pseudo parameters and parameters mean something else. */
function leadsToResource({ name, attribute, where }: Reference, scope: StackScope): boolean {
  if (Object.hasOwn(scope.resources, name)) return true;
  const isParameter = scope.parameters.has(name) || name.startsWith('AWS::');
  if (isParameter && attribute === undefined) return false;
  if (attribute === undefined) {
    const known = [...scope.parameters.names, ...Object.keys(scope.resources)];
    sayMissing(scope, `there is no parameter or resource "${name}"`, where, () => nearestHint(name, known, 'names'));
  } else {
    const hint = () => nearestHint(name, Object.keys(scope.resources), 'resources');
    sayMissing(scope, `there is no resource "${name}"`, where, hint);
  }
  return false;
}
