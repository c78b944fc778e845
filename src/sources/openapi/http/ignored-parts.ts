import type { ImportContext } from '../import-context.ts';

/**
 * Good OpenAPI that HTTP APIs have no use for (docs/aws/http-api.md#openapi-import): each kind is mentioned once, where it first stands.
 */
export function sayWhatHttpApisLack(context: ImportContext): void {
  const said = new Set<string>();
  for (const [, item] of context.root.get('paths')?.entries() ?? []) {
    for (const [, operation] of item.entries()) {
      for (const part of ['requestBody', 'parameters']) {
        const place = operation.raw(part);
        // Path parameters only repeat what the path says.
        const isWorthIt =
          place && (part === 'requestBody' || place.items().some((each) => each.get('in')?.value !== 'path'));
        if (!isWorthIt || said.has(part)) continue;
        said.add(part);
        context.problems.info(`HTTP APIs do not look at "${part}": nothing is validated`, place.keyPosition);
      }
    }
  }
  const schemas = context.root.get('components')?.get('schemas');
  if (schemas) context.problems.info('HTTP APIs have no models: "schemas" is ignored', schemas.keyPosition);
}
