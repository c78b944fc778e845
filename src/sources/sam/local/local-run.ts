import { resolve } from 'node:path';
import type { Position } from '../../../model/base/position.ts';
import type { InputContext } from '../../input.ts';
import { EnvVars } from '../../template/env-vars.ts';
import type { Template } from '../../template/template.ts';
import { useBuiltCode } from './built-code.ts';
import { readSamConfig } from './sam-config.ts';

/** How the project's own tools run a template locally: `samconfig.toml`, `--env-vars`, what `sam build` left. */
export interface LocalRun {
  /** The context with what the SAM CLI's configuration says; flags win. */
  readonly context: InputContext;
  /** Where the SAM CLI's configuration gives a parameter. */
  readonly parameterAt: (name: string) => Position | undefined;
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
    parameterAt: (name) => (Object.hasOwn(options.parameters ?? {}, name) ? undefined : config?.parameterAt(name)),
    finish(template) {
      useBuiltCode(template);
      envVars?.apply(template);
    },
    check: () => envVars?.check(context),
  };
}
