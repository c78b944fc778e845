import type { TemplateValue } from '../../template/template.ts';
import { resourceId } from '../logical-ids.ts';
import { ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';
import type { HttpEvent } from './http-event.ts';

/** Adds the `AWS::ApiGateway::Resource`s of all paths, and returns what refers to the resource of a path. */
export function compilePaths(
  service: Service,
  events: readonly HttpEvent[],
  restApiId: TemplateValue,
  root: TemplateValue,
): (path: string) => TemplateValue {
  const references = new Map<string, TemplateValue>([['', root]]);
  for (const { path, parts, event } of events.flatMap(prefixes)) {
    if (references.has(path)) continue;
    const id = resourceId(path);
    const parent = references.get(parts.slice(0, -1).join('/')) ?? root;
    service.resources.add(
      id,
      'AWS::ApiGateway::Resource',
      { ParentId: parent, PathPart: parts.at(-1) ?? '', RestApiId: restApiId },
      event.part,
    );
    references.set(path, ref(id));
  }
  return (path) => references.get(path) ?? root;
}

/** `a/b/c` as `a`, `a/b` and `a/b/c`. */
function prefixes(event: HttpEvent): readonly { path: string; parts: readonly string[]; event: HttpEvent }[] {
  if (event.path === '') return [];
  const all = event.path.split('/');
  return all.map((_, index) => {
    const parts = all.slice(0, index + 1);
    return { path: parts.join('/'), parts, event };
  });
}
