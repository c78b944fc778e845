import { resolve } from 'node:path';
import type { InputContext } from '../../input.ts';
import type { Template } from '../../template/template.ts';
import { isMap } from '../words/values.ts';
import { useBuiltCode } from './built-code.ts';
import { EnvVars } from './env-vars.ts';
import { readSamConfig } from './sam-config.ts';

/** How the project's own tools run a template locally: `samconfig.toml`, `--env-vars`, what `sam build` left. */
export interface LocalRun {
  /** The context with what the SAM CLI's configuration says; flags win. */
  readonly context: InputContext;
  /** Completes a template, after its macros. */
  readonly finish: (template: Template) => void;
  /** Says what was given for nothing, once all templates are read. */
  readonly check: () => void;
}

/** Reads what stands beside a template for the SAM CLI. `--stage` chooses the environment of `samconfig.toml`. */
export async function localRun(folder: string, context: InputContext): Promise<LocalRun> {
  const { options, cwd } = context;
  const config = await readSamConfig(folder, options.stage ?? 'default', context);
  const { stackName = config?.stackName, region = config?.region } = options;
  const file = options.envVars === undefined ? config?.envVars : resolve(cwd, options.envVars);
  const envVars = file === undefined ? undefined : EnvVars.read(file, context);
  const functions = new Set<string>();
  return {
    context: {
      ...context,
      options: {
        ...options,
        ...(stackName !== undefined && { stackName }),
        ...(region !== undefined && { region }),
        parameters: { ...config?.parameters, ...options.parameters },
      },
    },
    finish(template) {
      useBuiltCode(template);
      if (envVars === undefined) return;
      for (const name of functionsOf(template)) functions.add(name);
      envVars.apply(template);
    },
    check: () => envVars?.check(context, [...functions]),
  };
}

/** Logical ids and names. */
function functionsOf({ value }: Template): string[] {
  const resources = isMap(value['Resources']) ? value['Resources'] : {};
  return Object.entries(resources).flatMap(([id, resource]) => {
    if (!isMap(resource) || resource['Type'] !== 'AWS::Lambda::Function') return [];
    const name = isMap(resource['Properties']) ? resource['Properties']['FunctionName'] : undefined;
    return typeof name === 'string' ? [id, name] : [id];
  });
}
