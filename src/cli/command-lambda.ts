import { lambdaServiceFor } from '../emulator/lambda-service.ts';
import { type LambdaService, LocalHosts } from '../lambda/index.ts';
import type { Model } from '../model/definition/model.ts';
import type { Io } from './io.ts';

/** Lambda for commands that serve nothing: it does not watch, and says nothing by itself. */
export function commandLambda(model: Model, io: Io): LambdaService {
  return lambdaServiceFor(model, {
    watch: false,
    workingFolder: io.cwd,
    localHosts: new LocalHosts(),
    environment: io.environment,
    observer: {},
    variables: () => model.env,
  });
}
