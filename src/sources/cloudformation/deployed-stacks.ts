import { resolve } from 'node:path';
import type { Position } from '../../model/base/position.ts';
import { placeholdersIn } from '../aws-resources/placeholder.ts';
import type { TemplateValue } from '../template/template.ts';
import type { InputContext } from '../input.ts';
import type { Deployment } from './deployment.ts';
import type { NamingScope } from './names/stack-names.ts';
import { NO_VALUE, intrinsicOf, isMap, scalarText, type Where } from './resolve/values.ts';
import type { Stack } from './stack.ts';
import { mapOf, StackScope } from './stack-scope.ts';

/** Makes a template ready to be resolved: includes, macros, SAM, loops. */
export type PrepareStack = (stack: Stack, deployment: DeployedStacks) => Stack;

/** Reads the text of a template. */
export type OpenTemplate = (file: string, namedAt: Position | undefined) => Stack['template'] | undefined;

/** The stacks of one input, with those nested in them. */
export class DeployedStacks implements Deployment {
  readonly scopes: StackScope[];
  readonly region: string;
  readonly accountId: string;

  constructor(
    stacks: readonly Stack[],
    readonly context: InputContext,
    readonly prepare: PrepareStack,
    readonly open: OpenTemplate,
  ) {
    this.region = context.options.region ?? context.region ?? 'us-east-1';
    this.accountId = context.accountId ?? '123456789012';
    this.scopes = [];
    for (const stack of stacks) this.scopes.push(new StackScope(prepare(stack, this), this));
  }

  get problems(): InputContext['problems'] {
    return this.context.problems;
  }

  given(key: string): string | undefined {
    const { values } = this.context;
    return Object.hasOwn(values, key) ? values[key] : undefined;
  }

  exported(name: string): TemplateValue | undefined {
    const given = this.given(`import:${name}`);
    if (given !== undefined) return given;
    for (const scope of this.scopes) {
      for (const output of Object.values(mapOf(scope.stack.template.value['Outputs']))) {
        const exported = isMap(output) ? output['Export'] : undefined;
        if (!isMap(output) || !isMap(exported)) continue;
        if (scope.text({ holder: exported, key: 'Name' }, 'the name of an export') !== name) continue;
        const value = scope.resolve({ holder: output, key: 'Value' });
        return typeof value === 'symbol' ? undefined : value;
      }
    }
    return undefined;
  }

  nestedStack(logicalId: string, parent: NamingScope): Stack | undefined {
    const resource = mapOf(parent.resources[logicalId]);
    const properties = mapOf(resource['Properties']);
    const template = this.#template(properties, parent);
    if (template === undefined) return undefined;
    const { stack } = parent;
    return this.prepare(
      {
        ...stack,
        template,
        name: `${stack.name}-${logicalId}`,
        idPrefix: `${stack.idPrefix}${logicalId}/`,
        parameters: this.#parameters(properties, parent),
      },
      this,
    );
  }

  #template(properties: Readonly<Record<string, TemplateValue>>, parent: NamingScope): Stack['template'] | undefined {
    const where: Where = { holder: properties, key: 'TemplateURL' };
    const { nestedTemplate, template } = parent.stack;
    const url = parent.text(where, 'TemplateURL');
    if (nestedTemplate !== undefined) return nestedTemplate(url);
    if (url === '' || /^(?:https?|s3):/.test(url) || placeholdersIn(url).length > 0) return undefined;
    const file = resolve(template.folder, url);
    return this.open(file, parent.positionOf(where));
  }

  /** Values for the nested template's parameters; computed when they are asked for, since outputs of its siblings may be among them. */
  #parameters(properties: Readonly<Record<string, TemplateValue>>, parent: NamingScope): Record<string, string> {
    const where: Where = { holder: properties, key: 'Parameters' };
    // A function that chooses between whole maps has to be resolved to know their names.
    const written = intrinsicOf(properties['Parameters']) ? parent.resolve(where) : properties['Parameters'];
    const given: Record<string, string> = {};
    if (!isMap(written)) return given;
    for (const name of Object.keys(written)) {
      let known: string | undefined;
      Object.defineProperty(given, name, {
        enumerable: true,
        get: () => (known ??= this.#parameter({ holder: written, key: name }, parent)),
      });
    }
    return given;
  }

  /** `undefined`: `AWS::NoValue`, so that the parameter has its default. */
  #parameter(where: Where, parent: NamingScope): string | undefined {
    const value = parent.resolve(where);
    if (value === NO_VALUE) return undefined;
    if (Array.isArray(value)) return value.map((item) => scalarText(item) ?? '').join(',');
    return parent.text({ holder: [value], key: 0 }, 'a parameter of a nested stack');
  }
}
