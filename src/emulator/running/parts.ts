import { type HostProcess, type LambdaService, LocalHosts, RuntimeNotes } from '../../lambda/index.ts';
import { type Clock, patientClock, systemClock } from '../../model/base/clock.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { ServerCertificate } from '../../server/tls/server-certificate.ts';
import type { SharedState } from '../../shared-state/contract.ts';
import { DeployedApis } from '../apis/deployed-apis.ts';
import { FunctionUrls } from '../apis/function-urls.ts';
import { PrivateSockets } from '../apis/private-sockets.ts';
import { Console } from '../console/console.ts';
import type { StartOptions } from '../contract.ts';
import type { DefinitionOptions, ReadDefinition } from '../definition/definition.ts';
import { Edge } from '../edge/edge.ts';
import { endpointVariables } from '../endpoint-hosts.ts';
import { localIssuerFor } from '../issuer/issuer.ts';
import { lambdaServiceFor } from '../lambda-service.ts';
import { LastingServices } from '../lasting-services.ts';
import { ProcessStates } from '../processes/process-states.ts';
import { FakeClock } from '../testing/clock/fake-clock.ts';
import { systemTestClock, testClock } from '../testing/clock/test-clock.ts';
import { Faults } from '../testing/faults.ts';
import { MockedFunctions } from '../testing/mocked-functions.ts';
import { Testing } from '../testing/testing.ts';
import { AdminPort } from './admin-port.ts';
import { journalBounds } from './journal-bounds.ts';
import { Definitions } from './definitions.ts';

/** What had to be waited for before the emulator could be put together. */
export interface OpenedParts {
  readonly tls: ServerCertificate | undefined;
  readonly host: HostProcess;
  readonly shared: SharedState | undefined;
}

export type EmulatorParts = ReturnType<typeof emulatorParts>;

/** Puts an emulator together. Nothing listens and nothing runs yet. `read.model` is there. */
export function emulatorParts(
  options: StartOptions,
  definition: DefinitionOptions,
  read: ReadDefinition & { readonly model: Definitions['served'] },
  { tls, host: earlyHost, shared }: OpenedParts,
) {
  const { environment, cwd } = definition;
  const host = options.host ?? '127.0.0.1';
  const definitions = new Definitions(read.model, read);
  const fake = options.clock === 'fake' ? new FakeClock(systemClock.now()) : undefined;
  const clock: Clock = fake ?? (options.inspectPort === undefined ? systemClock : patientClock);
  const privateSockets = options.listen === false ? new PrivateSockets() : undefined;
  const console = new Console(options.observer ?? {}, cwd, () => definitions.served, read.problems, clock);
  const { observer } = console;
  const localHosts = new LocalHosts();
  const admin = new AdminPort(host, privateSockets);
  const processStates = new ProcessStates(read.model.processes);
  const lambda: LambdaService = lambdaServiceFor(read.model, {
    watch: options.watch !== false,
    spareThread: true,
    earlyHost,
    workingFolder: cwd,
    inspectPort: options.inspectPort,
    time: fake && { clock: fake, tick: () => performance.now() + fake.passed },
    localHosts,
    environment,
    observer,
    onReport: (of, report) => console.session.report(of, report, lambda.busy(of.name)),
    // SDK clients inside handlers find the Lambda API and the configured endpoints without configuration of their own.
    variables: () => ({
      ...(admin.url !== undefined && { AWS_ENDPOINT_URL_LAMBDA: admin.url }),
      ...endpointVariables(definitions.wanted.endpoints),
      ...definitions.wanted.env,
    }),
  });
  const functions = new MockedFunctions(lambda, randomIds, () => definitions.wanted);
  const faults: Faults = new Faults({
    lambda: functions,
    endWarm: (name) => lambda.endWarm(name),
    report: (of, report) => console.session.report(of, report, lambda.busy(of.name)),
    clock,
    model: () => definitions.served,
    strike: () => deployed.strike(),
    // Not a problem of the project, so the console does not count it as one.
    say: (message) => options.observer?.warning?.(message),
    changed: () => console.changed(),
    shared: shared?.drills,
  });
  const { drills } = faults;
  const localIssuer = localIssuerFor(read.model, () => admin.url, clock);
  const lasting = new LastingServices({
    lambda: functions,
    localHosts,
    localIssuer,
    environment,
    whoListens: (address) => processStates.describe(address),
    clock,
    keepUsage: options.keepUsage === true && fake === undefined,
    observer,
    journal: journalBounds(options, read.model.admin !== false),
    drills,
    shared,
  });
  const doors = { host, tls, privateSockets, onDefect: (error: unknown) => observer.defect?.(error) };
  const deployed = new DeployedApis(lasting, localHosts, doors);
  const functionUrls = new FunctionUrls({
    ...doors,
    lambda: functions,
    localHosts,
    journal: lasting.journal,
    drills,
    clock,
  });
  const edge = new Edge({ ...doors, deployed, localHosts, warn: (message) => observer.warning?.(message) });
  const testing: Testing = new Testing({
    deployed,
    functionUrls,
    lasting,
    lambda,
    functions,
    localIssuer,
    console,
    faults,
    model: () => definitions.wanted,
  });
  return {
    admin,
    clock: fake === undefined ? systemTestClock(() => clock.now()) : testClock(fake, () => testing.underWay()),
    console,
    definitions,
    deployed,
    edge,
    faults,
    functions,
    functionUrls,
    host,
    lambda,
    lasting,
    localHosts,
    localIssuer,
    observer,
    privateSockets,
    processStates,
    runtimeNotes: new RuntimeNotes(),
    shared,
    testing,
    tls,
  };
}
