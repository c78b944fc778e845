import { resolve } from 'node:path';
import type { SourceDocument } from '../../problems/source-document.ts';
import { presentOptions } from '../../../model/base/present-options.ts';
import { configDefinition, type Config } from '../definition/config.ts';
import { Place } from '../shape/place.ts';
import { read } from '../shape/read.ts';
import { Problems } from '../../problems/problems.ts';
import type { Base, WantedBase } from './base.ts';

/** The keys that say what a configuration is laid over. */
const KEYS = ['source', 'values', 'region', 'accountId'] as const;

/** Whether a configuration is laid over an input. */
export function isLaidOver(document: SourceDocument): boolean {
  return new Place(document, new Problems()).has('source');
}

/** What a configuration says of the input that it is laid over; `undefined` when that cannot be read. `root` is its folder. */
export function readSource(document: SourceDocument, root: string): WantedBase | undefined {
  // Problems of these keys come up again when the whole file is read.
  const place = new Place(document, new Problems());
  const all = document.value as Readonly<Record<string, unknown>>;
  const some = Object.fromEntries(KEYS.filter((key) => Object.hasOwn(all, key)).map((key) => [key, all[key]]));
  const config: Config | undefined = read(configDefinition, some, place);
  const source = config?.source;
  if (config === undefined || source === undefined) return undefined;
  const { file, ...more } = typeof source === 'string' ? { file: source } : source;
  const path = file ?? ('plan' in more ? more.plan : undefined) ?? ('app' in more ? 'cdk.json' : '.');
  const {
    stage,
    region = config.region,
    params,
    parameters,
    stacks,
    stackName,
  } = more as Exclude<typeof source, string>;
  return {
    file: resolve(root, path),
    values: config.values ?? {},
    valuesFolder: root,
    ...presentOptions({ stage, region, params, parameters, stacks, stackName, accountId: config.accountId }),
  };
}

/** The document with what an API of the input need not say again: its type, and how a WebSocket API selects its routes. */
export function withInherited(document: SourceDocument, base: Base): SourceDocument {
  const all = document.value as Readonly<Record<string, unknown>>;
  const apis = all['apis'];
  if (typeof apis !== 'object' || apis === null) return document;
  const completed = Object.fromEntries(
    Object.entries(apis).map(([name, written]: [string, unknown]) => {
      const theirs = base.api(name);
      if (theirs === undefined || typeof written !== 'object' || written === null) return [name, written];
      const selection =
        theirs.type === 'websocket' ? { routeSelectionExpression: theirs.routeSelectionExpression } : {};
      return [name, { type: theirs.type, ...selection, ...written }];
    }),
  );
  return { ...document, value: { ...all, apis: completed } };
}
