import type { LambdaFunction } from '../../model/definition/function.ts';
import type { PoolServices } from '../pool/pool-services.ts';
import type { LambdaSettings } from '../settings.ts';
import { layerVariables } from '../layers/layer-variables.ts';
import { startCommand } from '../runtime-api/command-environment.ts';
import { nodeVersionOf } from '../environment/node-version.ts';
import type { StartEnvironment } from '../environment/execution-environment.ts';
import { functionVariables, logStreamName } from '../environment/variables.ts';
import type { OwnProcesses } from './own-processes.ts';

/** Starts environments of the kind that each function asks for, with its variables and a log stream of their own. */
export function launcher(
  settings: LambdaSettings,
  inThread: StartEnvironment,
  inProcess: StartEnvironment,
  own: OwnProcesses,
): PoolServices['start'] {
  return (lambda, code, temporaryFolder, events) => {
    const variables = variablesOf(settings, lambda, temporaryFolder);
    const setup = {
      handler: lambda.handler,
      file: code.file,
      format: code.format,
      debugged: settings.inspectPort !== undefined,
      hosts: settings.localHosts.table(),
    };
    const builtIn = (): StartEnvironment => {
      if (lambda.code.kind === 'command') return startCommand;
      return own.has(lambda, variables) ? inProcess : inThread;
    };
    const start = settings.starterFor?.(lambda) ?? builtIn();
    return start(
      { lambda, setup, variables, ...(settings.inspectPort === undefined ? {} : { inspectPort: 0 }) },
      events,
    );
  };
}

/** The whole environment of one of a function's environments, with a log stream of its own. */
export function variablesOf(
  settings: LambdaSettings,
  lambda: LambdaFunction,
  temporaryFolder: string,
): Record<string, string> {
  const { clock, ids, region, shell } = settings;
  const nodeVersion = nodeVersionOf(lambda.node);
  const variableSettings = { region, shell, env: settings.env(), nodeVersion };
  const logStream = logStreamName(clock.now(), ids.uuid());
  const ofLambda = functionVariables(lambda, variableSettings, logStream, temporaryFolder);
  return layerVariables(lambda.layers, nodeVersion, lambda.environment, ofLambda);
}
