import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The variables by which a function finds what is in its layers, as `/opt` stands in them on AWS
 * (docs/aws/lambda.md#environment-variables): of several layers the last comes first, as its files would cover the others'. What the
 * function sets itself is left alone.
 */
export function layerVariables(
  layers: readonly string[],
  nodeVersion: string,
  own: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  if (layers.length === 0) return { ...variables };
  const major = nodeVersion.split('.')[0];
  const lastFirst = [...layers].reverse();
  const inLayers = (...paths: string[]): string[] =>
    lastFirst.flatMap((layer) => paths.map((path) => join(layer, path)).filter((path) => existsSync(path)));
  const added = {
    NODE_PATH: inLayers(`nodejs/node${major}/node_modules`, 'nodejs/node_modules'),
    PYTHONPATH: inLayers('python'),
    LD_LIBRARY_PATH: inLayers('lib'),
    PATH: inLayers('bin'),
  };
  const result: Record<string, string> = { ...variables };
  for (const [name, paths] of Object.entries(added)) {
    const before = variables[name];
    if (paths.length === 0 || own[name] !== undefined) continue;
    result[name] = [...(before === undefined ? [] : [before]), ...paths].join(delimiter);
  }
  return result;
}

/** Folders from whose `node_modules` a function of this Node imports, beside its project's. */
export function layerModuleFolders(layers: readonly string[], nodeVersion: string): string[] {
  const major = nodeVersion.split('.')[0];
  return [...layers]
    .reverse()
    .flatMap((layer) => [join(layer, 'nodejs', `node${major}`), join(layer, 'nodejs')])
    .filter((folder) => existsSync(join(folder, 'node_modules')));
}
