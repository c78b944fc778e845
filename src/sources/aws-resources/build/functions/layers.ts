import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { whyNotBundled } from './not-bundled.ts';

interface UsedLayers {
  /** Absolute paths of those that are here. */
  readonly paths: readonly string[];
  /** Ids of layers of the input, ARNs of others. */
  readonly described: readonly string[];
}

/** The layers of an input, by the ARNs of their versions. Layers that are elsewhere are warned of once. */
export class Layers {
  readonly #byArn: ReadonlyMap<string, AwsResource<'AWS::Lambda::LayerVersion'>>;
  readonly #missed = new Set<string>();

  constructor(readonly context: BuildContext) {
    this.#byArn = new Map(
      context.records.all('AWS::Lambda::LayerVersion').map((layer) => [layer.physicalId, layer] as const),
    );
  }

  of(record: AwsResource<'AWS::Lambda::Function'>): UsedLayers {
    const paths: string[] = [];
    const described = (record.layers ?? []).map((arn, index) => {
      const layer = this.#byArn.get(arn);
      const path = layer && pathOf(layer);
      if (path !== undefined) paths.push(path);
      else this.#warn(arn, layer, record, index);
      return layer === undefined ? arn : (layer.hints?.name ?? layer.id);
    });
    return { paths, described };
  }

  #warn(arn: string, layer: AwsResource | undefined, record: AwsResource, index: number): void {
    if (this.#missed.has(arn)) return;
    this.#missed.add(arn);
    this.context.problems.warning(
      `the layer ${layer?.id ?? arn} is not here; functions run without it`,
      record.at(['layers', index]),
      'Name a local folder or zip in emulator.config.yaml: functions: { NAME: { layers: [./layer] } }.',
    );
  }
}

function pathOf({ content, folder }: AwsResource<'AWS::Lambda::LayerVersion'>): string | undefined {
  if (content?.path === undefined) return undefined;
  const path = resolve(folder, content.path);
  return existsSync(path) && whyNotBundled(path) === undefined ? path : undefined;
}
