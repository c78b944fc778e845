import { layerId } from '../logical-ids.ts';
import type { Service } from '../service/service.ts';

/** `layers:` of the service: folders, or zips, whose contents become `/opt`. */
export function compileLayers({ root, resources }: Service): void {
  const layers = root.get('layers');
  if (!layers.isMapOrMissing('a map of layers')) return;
  for (const [key, layer] of layers.entries) {
    const artifact = layer.get('package').get('artifact');
    const path = artifact.exists ? artifact : layer.get('path');
    if (!path.exists) {
      if (!path.isUnresolved) layer.keyError(`the layer ${key} has neither path: nor package.artifact:`);
      continue;
    }
    const name = layer.get('name');
    resources.add(
      layerId(key),
      'AWS::Lambda::LayerVersion',
      {
        Content: path,
        LayerName: name.exists ? name : key,
        CompatibleRuntimes: layer.get('compatibleRuntimes'),
        CompatibleArchitectures: layer.get('compatibleArchitectures'),
      },
      layer,
    );
  }
}
