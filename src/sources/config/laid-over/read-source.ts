import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findInput } from '../../find-definition.ts';
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
  const written: Source = typeof source === 'string' ? { file: source } : source;
  const { stage, region = config.region, params, parameters, stacks, stackName, context } = written;
  const { accountId, values = {} } = config;
  return {
    ...inputOf(written, root),
    values,
    valuesFolder: root,
    ...presentOptions({ stage, region, params, parameters, stacks, stackName, context, accountId }),
  };
}

type Source = Exclude<NonNullable<Config['source']>, string>;

/** The file or folder that `source:` means. `app` is what it means in the CDK: a command or an assembly; a folder or file of an app too. */
function inputOf({ file, plan, app }: Source, root: string): Pick<WantedBase, 'file' | 'kind' | 'app'> {
  if (file !== undefined) return { file: resolve(root, file), ...presentOptions({ app }) };
  if (plan !== undefined) return { file: resolve(root, plan), kind: 'terraform' };
  if (app === undefined) return { file: findInput(root)?.file ?? root };
  const path = resolve(root, app);
  const named = [join(path, 'cdk.json'), path].find((one) => one.endsWith('.json') && existsSync(one));
  if (named !== undefined) return { file: named, kind: 'cdk' };
  return { file: join(root, 'cdk.json'), kind: 'cdk', app };
}

/** What is wrong with `source:` beyond its shape. */
export function checkSource(document: SourceDocument, problems: Problems): void {
  const place = new Place(document, problems).at('source');
  if (place.has('file') && place.has('plan')) {
    place.at('plan').error('source names its input twice, with file and with plan', 'Remove one of the two.');
  }
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
