import type { AwsResource } from '../../resources.ts';
import type { Records } from '../records.ts';

/** The path of a method's resource: from parent to parent up to the API. `undefined` when that leads nowhere. */
export function pathOf(method: AwsResource<'AWS::ApiGateway::Method'>, records: Records): string | undefined {
  const parts: string[] = [];
  const seen = new Set<string>();
  let id = method.resource;
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    if (records.get('AWS::ApiGateway::RestApi', id) !== undefined) return `/${parts.join('/')}`;
    const resource = records.get('AWS::ApiGateway::Resource', id);
    if (resource?.pathPart === undefined) return undefined;
    parts.unshift(resource.pathPart);
    id = resource.parent;
  }
  return undefined;
}
