type Key = string | number;
type Values = Readonly<Record<string, unknown>>;

/** A resource of a configuration with what a plan knows of its instances. */
export interface Written {
  readonly type: string;
  readonly name: string;
  readonly mode?: 'data';
  /** Known values; for modules or resources with keys what they are for each. */
  readonly values?: Values | ((key: Key | undefined, moduleKey: Key | undefined) => Values);
  /** `after_unknown`. */
  readonly unknown?: Values;
  /** As the configuration has them: `{ references }`, `{ constant_value }`, lists of blocks. */
  readonly expressions?: Values;
  readonly forEach?: unknown;
  readonly keys?: readonly Key[];
}

export interface WrittenModule {
  readonly resources?: readonly Written[];
  readonly modules?: Readonly<Record<string, WrittenCall>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface WrittenCall extends WrittenModule {
  readonly source?: string;
  readonly expressions?: Values;
  readonly forEach?: unknown;
  readonly keys?: readonly Key[];
}

/** `{ references }` as Terraform writes them: each followed by its shorter forms. */
export function refs(...references: string[]): { readonly references: string[] } {
  return { references: references.flatMap(withShorter) };
}

export const constant = (value: unknown): unknown => ({ constant_value: value });

/** The JSON of a plan in the format of Terraform 1.11 (`terraform show -json`). */
export function planJson(root: WrittenModule, more: Values = {}): Record<string, unknown> {
  const changes: unknown[] = [];
  const planned = valuesOf(root, '', undefined, changes, undefined);
  const prior = valuesOf(root, '', undefined, [], 'data');
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: planned },
    resource_changes: changes,
    prior_state: { format_version: '1.0', values: { root_module: prior } },
    configuration: { provider_config: {}, root_module: configOf(root) },
    ...more,
  };
}

function valuesOf(
  module: WrittenModule,
  address: string,
  moduleKey: Key | undefined,
  changes: unknown[],
  mode: 'data' | undefined,
): unknown {
  const prefix = address === '' ? '' : `${address}.`;
  const resources = (module.resources ?? [])
    .filter((one) => one.mode === mode)
    .flatMap(({ type, name, values, unknown, keys = [undefined] }) =>
      keys.map((key) => {
        const own = `${prefix}${mode === 'data' ? 'data.' : ''}${type}.${name}${written(key)}`;
        changes.push({ address: own, change: { actions: ['create'], after_unknown: { id: true, ...unknown } } });
        const known = typeof values === 'function' ? values(key, moduleKey) : (values ?? {});
        return {
          address: own,
          mode: mode ?? 'managed',
          type,
          name,
          values: known,
          ...(key !== undefined && { index: key }),
        };
      }),
    );
  const children = Object.entries(module.modules ?? {}).flatMap(([name, call]) =>
    (call.keys ?? [undefined]).map((key) => {
      const own = `${prefix}module.${name}${written(key)}`;
      return { ...(valuesOf(call, own, key, changes, mode) as object), address: own };
    }),
  );
  return { resources, child_modules: children };
}

function configOf({ resources = [], modules = {}, outputs = {}, variables = {} }: WrittenModule): unknown {
  return {
    resources: resources.map(({ type, name, mode, expressions = {}, forEach }) => ({
      address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
      mode: mode ?? 'managed',
      type,
      name,
      expressions,
      ...(forEach !== undefined && { for_each_expression: forEach }),
    })),
    module_calls: Object.fromEntries(
      Object.entries(modules).map(([name, { source = `./${name}`, expressions = {}, forEach, ...module }]) => [
        name,
        {
          source,
          expressions,
          module: configOf(module),
          ...(forEach !== undefined && { for_each_expression: forEach }),
        },
      ]),
    ),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, expression]) => [name, { expression }])),
    variables,
  };
}

function written(key: Key | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

function withShorter(reference: string): string[] {
  const shorter = /^(.*?)(?:\.[\w-]+|\[[^\]]*\])$/s.exec(reference)?.[1];
  const isWhole = shorter === undefined || /^(?:module|data|var|each|local|count|data\.[\w-]+|[\w-]+)$/.test(shorter);
  return isWhole ? [reference] : [reference, ...withShorter(shorter)];
}
