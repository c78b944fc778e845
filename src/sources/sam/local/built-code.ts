import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Template, TemplateMap } from '../../template/template.ts';
import { isMap } from '../words/values.ts';

/** Where `sam build` puts functions and layers, by logical id. */
const BUILD = join('.aws-sam', 'build');

/** What a handler's file may end in, in the order in which it is looked for. */
const EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs'];

/**
 * Lets functions whose handler is not in their source run as `sam build` left them: those of a makefile, or compiled by hand. Everything else
 * runs from the source, so that a change shows without building.
 */
export function useBuiltCode({ value, folder }: Template): void {
  const resources = value['Resources'];
  for (const [id, resource] of Object.entries(isMap(resources) ? resources : {})) {
    const properties = isMap(resource) ? resource['Properties'] : undefined;
    if (!isMap(resource) || !isMap(properties)) continue;
    if (resource['Type'] === 'AWS::Lambda::Function') useDescribableFunction(id, properties, folder);
    if (resource['Type'] === 'AWS::Lambda::LayerVersion') useBuiltLayer(resource, properties, folder);
  }
}

function useDescribableFunction(id: string, properties: TemplateMap, folder: string): void {
  const { Code: code, Handler: handler, Runtime: runtime } = properties;
  if (typeof code !== 'string' || typeof handler !== 'string') return;
  if (typeof runtime !== 'string' || !runtime.startsWith('nodejs')) return;
  const built = join(BUILD, id);
  if (!hasHandler(join(folder, code), handler) && hasHandler(join(folder, built), handler)) properties['Code'] = built;
}

function hasHandler(folder: string, handler: string): boolean {
  const file = join(folder, handler.slice(0, handler.lastIndexOf('.')));
  return EXTENSIONS.some((extension) => existsSync(file + extension));
}

/** A layer's source has the packages to install, its build the folder that Lambda unpacks. */
function useBuiltLayer(resource: TemplateMap, properties: TemplateMap, folder: string): void {
  const { Content: content } = properties;
  const metadata = resource['Metadata'];
  const id = isMap(metadata) ? metadata['SamResourceId'] : undefined;
  if (typeof content !== 'string' || typeof id !== 'string') return;
  const built = join(BUILD, id);
  if (!existsSync(join(folder, content, 'nodejs')) && existsSync(join(folder, built, 'nodejs'))) {
    properties['Content'] = built;
  }
}
