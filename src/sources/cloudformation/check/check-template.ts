import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateMap } from '../../template/template.ts';
import { isMap, type Where } from '../resolve/values.ts';
import { mapOf, type StackScope } from '../stack-scope.ts';
import { circlesIn, type Edge } from './circles.ts';
import { type Reference, referencesIn } from './references.ts';

/**
 * Says what CloudFormation refuses about a template as a whole: references that lead nowhere, resources that need each other. Resources whose
 * condition does not hold, and branches that are not taken, are not looked at.
 */
export function checkTemplate(scope: StackScope): void {
  const edges = new Map<string, Edge[]>();
  for (const [logicalId, resource] of Object.entries(scope.resources)) {
    if (!isMap(resource) || !exists(resource, scope)) continue;
    edges.set(logicalId, [...edgesOf(resource, scope)]);
  }
  for (const circle of circlesIn(edges)) {
    const names = circle.map(({ to }) => to);
    const [first] = circle;
    const path = [...names.slice(-1), ...names].join(' → ');
    if (first)
      scope.error(`these resources need each other: ${path}`, first.where, 'AWS refuses circular dependencies.');
  }
  const outputs = mapOf(scope.stack.template.value['Outputs']);
  for (const [name, output] of Object.entries(outputs)) {
    if (!isMap(output) || !exists(output, scope)) continue;
    for (const reference of referencesIn({ holder: outputs, key: name }, holdsIn(scope)))
      leadsToResource(reference, scope);
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

function* edgesOf(resource: TemplateMap, scope: StackScope): Generator<Edge> {
  for (const part of ['Properties', 'Metadata']) {
    if (!Object.hasOwn(resource, part)) continue;
    for (const reference of referencesIn({ holder: resource, key: part }, holdsIn(scope))) {
      if (leadsToResource(reference, scope)) yield { to: reference.name, where: reference.where };
    }
  }
  const written = resource['DependsOn'];
  const names = Array.isArray(written) ? written : [written];
  for (const [index, name] of names.entries()) {
    if (typeof name !== 'string') continue;
    const where: Where = Array.isArray(written)
      ? { holder: written, key: index }
      : { holder: resource, key: 'DependsOn' };
    if (leadsToResource({ name, where }, scope)) yield { to: name, where };
  }
}

/** Whether a reference means a resource; one that means nothing is said. Pseudo parameters and parameters mean something else. */
function leadsToResource({ name, attribute, where }: Reference, scope: StackScope): boolean {
  if (Object.hasOwn(scope.resources, name)) return true;
  const isParameter = scope.parameters.has(name) || name.startsWith('AWS::');
  if (isParameter && attribute === undefined) return false;
  if (attribute === undefined) {
    const known = [...scope.parameters.names, ...Object.keys(scope.resources)];
    scope.error(`there is no parameter or resource "${name}"`, where, nearestHint(name, known, 'names'));
  } else {
    const hint = nearestHint(name, Object.keys(scope.resources), 'resources');
    scope.error(`there is no resource "${name}"`, where, hint);
  }
  return false;
}
