import type { TemplateValue } from '../../template/template.ts';
import { functionId } from '../logical-ids.ts';
import type { Part, Reading } from './part.ts';
import { getAtt, type Resources } from './resources.ts';

/** A service with its variables resolved and its lists merged: what the compilers of functions and events read. */
export interface Service {
  readonly reading: Reading;
  /** The whole document. */
  readonly root: Part;
  readonly name: string;
  readonly stage: string;
  readonly provider: Part;
  readonly custom: Part;
  readonly functions: ReadonlyMap<string, ServiceFunction>;
  /** Names of plugins as `plugins:` lists them. */
  readonly plugins: readonly string[];
  /** The Serverless Framework 4, not version 3 or osls. */
  readonly isVersion4: boolean;
  readonly resources: Resources;
  /** What a plugin gives every function, over the provider's variables and below its own. */
  readonly pluginEnvironment: Readonly<Record<string, string>>;
}

export interface ServiceFunction {
  /** Its key under `functions:`. */
  readonly key: string;
  readonly part: Part;
  /** The alias that routes and triggers address, where there is one. */
  readonly alias?: FunctionAlias;
}

export interface FunctionAlias {
  readonly name: string;
  readonly id: string;
}

/** The ARN by which routes and triggers address a function: that of its alias, where it has one. */
export function targetArn({ key, alias }: ServiceFunction): TemplateValue {
  const arn = getAtt(functionId(key), 'Arn');
  return alias === undefined ? arn : { 'Fn::Join': [':', [arn, alias.name]] };
}
