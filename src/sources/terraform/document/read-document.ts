import type { JsonMap } from './json-values.ts';
import { at, listAt, mapAt, textAt } from './json-values.ts';
import type { ConfigModule, ConfigResource, Instance, ModuleCall, TerraformDocument } from './instance.ts';

/** Reads the JSON that `terraform show -json` prints. */
export function readDocument(json: JsonMap): TerraformDocument {
  const changes = new Map<string, JsonMap>();
  for (const change of listAt(json, 'resource_changes')) {
    const address = textAt(change, 'address');
    if (address !== undefined) changes.set(address, mapAt(mapAt(change, 'change'), 'after_unknown'));
  }
  const instances = new Map<string, Instance>();
  // What a plan read while it was made stands in the state before it: data sources, the folders of archives among them.
  const known = [mapAt(json, 'planned_values'), mapAt(json, 'values')];
  const before = mapAt(mapAt(json, 'prior_state'), 'values');
  for (const values of known) collect(mapAt(values, 'root_module'), '', () => true, changes, instances);
  collect(mapAt(before, 'root_module'), '', ({ mode }) => mode === 'data', changes, instances);
  const configuration = mapAt(json, 'configuration');
  return {
    kind: at(json, 'planned_values') === undefined ? 'state' : 'plan',
    instances: [...instances.values()],
    configuration: readModule(mapAt(configuration, 'root_module')),
    variables: Object.fromEntries(
      Object.entries(mapAt(json, 'variables')).map(([name, variable]) => [name, at(variable, 'value')]),
    ),
    provider: providerOf(mapAt(configuration, 'provider_config')),
  };
}

function collect(
  module: JsonMap,
  address: string,
  wanted: (instance: Instance) => boolean,
  changes: ReadonlyMap<string, JsonMap>,
  into: Map<string, Instance>,
): void {
  for (const resource of listAt(module, 'resources')) {
    const instance = readInstance(resource, address, changes);
    if (instance !== undefined && !into.has(instance.address) && wanted(instance)) {
      into.set(instance.address, instance);
    }
  }
  for (const child of listAt(module, 'child_modules')) {
    collect(child as JsonMap, textAt(child, 'address') ?? address, wanted, changes, into);
  }
}

function readInstance(resource: unknown, module: string, changes: ReadonlyMap<string, JsonMap>): Instance | undefined {
  const [address, type, name] = [textAt(resource, 'address'), textAt(resource, 'type'), textAt(resource, 'name')];
  if (address === undefined || type === undefined || name === undefined) return undefined;
  const key = at(resource, 'index');
  return {
    address,
    mode: textAt(resource, 'mode') === 'data' ? 'data' : 'managed',
    type,
    name,
    ...((typeof key === 'string' || typeof key === 'number') && { key }),
    module,
    values: mapAt(resource, 'values'),
    unknown: changes.get(address) ?? {},
  };
}

function readModule(module: JsonMap): ConfigModule {
  const resources = listAt(module, 'resources').flatMap((one) => readConfigResource(one) ?? []);
  const calls = Object.entries(mapAt(module, 'module_calls')).map(([name, call]): [string, ModuleCall] => [
    name,
    {
      name,
      source: textAt(call, 'source') ?? '',
      expressions: mapAt(call, 'expressions'),
      forEach: at(call, 'for_each_expression'),
      module: readModule(mapAt(call, 'module')),
    },
  ]);
  return {
    resources: new Map(resources.map((one) => [one.address, one])),
    calls: new Map(calls),
    outputs: Object.fromEntries(
      Object.entries(mapAt(module, 'outputs')).map(([name, output]) => [name, at(output, 'expression')]),
    ),
    variables: mapAt(module, 'variables'),
  };
}

function readConfigResource(resource: unknown): ConfigResource | undefined {
  const address = textAt(resource, 'address');
  if (address === undefined) return undefined;
  return {
    address,
    expressions: mapAt(resource, 'expressions'),
    forEach: at(resource, 'for_each_expression'),
    dependsOn: listAt(resource, 'depends_on').filter((one) => typeof one === 'string'),
  };
}

function providerOf(providers: JsonMap): JsonMap {
  const all = Object.values(providers).filter((one) => textAt(one, 'name') === 'aws');
  const provider = all.find((one) => at(one, 'alias') === undefined) ?? all[0];
  return mapAt(provider, 'expressions');
}
