import type { LambdaFunction } from '../../model/definition/function.ts';
import type { PoolServices } from '../pool/pool-services.ts';
import type { LambdaSettings } from '../settings.ts';
import { layerVariables } from '../layers/layer-variables.ts';
import { startCommand } from '../runtime-api/command-environment.ts';
import type { StartEnvironment } from './execution-environment.ts';
import { nodeVersionOf } from './node-version.ts';
import { startProcess } from './process-environment.ts';
import type { SpareThread } from './spare-thread.ts';
import { threadStarter } from './thread-environment.ts';
import { functionVariables, logStreamName } from './variables.ts';

/** Starts environments of the kind that each function asks for, with its variables and a log stream of their own. */
export function launcher(settings: LambdaSettings, spare: SpareThread | undefined): PoolServices['start'] {
  const inThread = threadStarter(spare);
  return (lambda, code, temporaryFolder, events) => {
    const { clock, ids, region, shell } = settings;
    const nodeVersion = nodeVersionOf(lambda.node);
    const variableSettings = { region, shell, env: settings.env(), nodeVersion };
    const logStream = logStreamName(clock.now(), ids.uuid());
    const ofLambda = functionVariables(lambda, variableSettings, logStream, temporaryFolder);
    const variables = layerVariables(lambda.layers, nodeVersion, lambda.environment, ofLambda);
    const setup = {
      handler: lambda.handler,
      file: code.file,
      format: code.format,
      debugged: settings.inspectPort !== undefined,
      hosts: settings.localHosts.table(),
    };
    const start = settings.starterFor?.(lambda) ?? builtIn(lambda, inThread);
    return start(
      { lambda, setup, variables, ...(settings.inspectPort === undefined ? {} : { inspectPort: 0 }) },
      events,
    );
  };
}

function builtIn(lambda: LambdaFunction, inThread: StartEnvironment): StartEnvironment {
  if (lambda.code.kind === 'command') return startCommand;
  return runsInThread(lambda) ? inThread : startProcess;
}

/** Another binary cannot run in a thread of this one, and all threads of a process have one time zone. */
export function runsInThread(lambda: LambdaFunction): boolean {
  const needsProcess = lambda.node !== undefined || lambda.environment['TZ'] !== undefined;
  return lambda.code.kind !== 'command' && lambda.isolation === 'thread' && !needsProcess;
}
