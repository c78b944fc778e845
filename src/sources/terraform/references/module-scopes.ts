import type { InstanceKey } from '../document/address.ts';
import { configAddress, partsOf } from '../document/address.ts';
import type { JsonMap } from '../document/json-values.ts';
import type { ConfigModule, ConfigResource, Instance, ModuleCall, TerraformDocument } from '../document/instance.ts';

/** One instance of a module: where its variables come from, and what stands in it. */
export interface ModuleScope {
  /** `module.m["k"]`; empty for the root. */
  readonly address: string;
  readonly config: ConfigModule;
  readonly instances: readonly Instance[];
  readonly children: readonly ModuleScope[];
  readonly name?: string;
  readonly key?: InstanceKey;
  readonly call?: ModuleCall;
  readonly parent?: ModuleScope;
  /** Of the root module: its variables' values. */
  readonly given?: JsonMap;
}

interface Growing extends ModuleScope {
  readonly instances: Instance[];
  readonly children: Growing[];
}

const EMPTY: ConfigModule = { resources: new Map(), calls: new Map(), outputs: {}, variables: {} };

/** The module instances of a document by their addresses. */
export class ModuleScopes {
  readonly #byAddress = new Map<string, Growing>();

  constructor(document: TerraformDocument) {
    this.#byAddress.set('', {
      address: '',
      config: document.configuration,
      instances: [],
      children: [],
      given: document.variables,
    });
    for (const instance of document.instances) this.#at(instance.module).instances.push(instance);
  }

  get root(): ModuleScope {
    return this.#at('');
  }

  of(instance: Instance): ModuleScope {
    return this.#at(instance.module);
  }

  /** What is written for an instance; `undefined` in a state. */
  configOf(instance: Instance): ConfigResource | undefined {
    return this.of(instance).config.resources.get(configAddress(instance.mode, instance.type, instance.name));
  }

  #at(address: string): Growing {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const parts = partsOf(address);
    const last = parts.at(-1);
    const key = typeof last === 'object' ? last.index : undefined;
    const found = parts.at(key === undefined ? -1 : -2);
    const name = typeof found === 'string' ? found : '';
    const parent = this.#at(parentAddress(address));
    const call = parent.config.calls.get(name);
    const scope: Growing = {
      address,
      config: call?.module ?? EMPTY,
      instances: [],
      children: [],
      parent,
      name,
      ...(key !== undefined && { key }),
      ...(call && { call }),
    };
    parent.children.push(scope);
    this.#byAddress.set(address, scope);
    return scope;
  }
}

/** Without the last `.module.NAME[KEY]`. */
function parentAddress(address: string): string {
  return /^(.*)\.module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/s.exec(address)?.[1] ?? '';
}
