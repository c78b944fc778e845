import { endpointVariables, publishEndpoints } from '../emulator/endpoint-hosts.ts';
import { lambdaServiceFor } from '../emulator/lambda-service.ts';
import { type LambdaService, LocalHosts } from '../lambda/index.ts';
import type { Model } from '../model/definition/model.ts';
import type { Io } from './io.ts';

/** Lambda for commands that serve nothing: it does not watch, and says nothing by itself. */
export function commandLambda(model: Model, io: Io): LambdaService {
  const localHosts = new LocalHosts();
  publishEndpoints(model.endpoints, localHosts);
  return lambdaServiceFor(model, {
    watch: false,
    workingFolder: io.cwd,
    localHosts,
    environment: io.environment,
    observer: {},
    variables: () => ({ ...endpointVariables(model.endpoints), ...model.env }),
  });
}
