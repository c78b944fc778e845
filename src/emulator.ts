import { join } from 'node:path';
import { type DefinitionOptions, readDefinition } from './emulator/definition/definition.ts';
import { edgeNames } from './emulator/edge/edge-urls.ts';
import { InvalidConfiguration } from './emulator/definition/invalid-configuration.ts';
import type { Emulator, StartOptions } from './emulator/contract.ts';
import { openSharedState } from './emulator/shared/open-shared-state.ts';
import { RunningEmulator } from './emulator/running/running-emulator.ts';
import { HostProcess } from './lambda/index.ts';
import { systemClock } from './model/base/clock.ts';
import { stateFolder, stateTrouble } from './model/base/state-folder.ts';
import { ServerCertificate } from './server/tls/server-certificate.ts';

export type { Emulator, StartOptions } from './emulator/contract.ts';

/**
 * Reads the definition, starts local services, listens for every API and resolves when all do. Prints nothing, installs no signal handler.
 * Rejects with `InvalidConfiguration` (all problems), or with an `EmulatorError` whose code says what is in the way.
 */
export async function startEmulator(options: StartOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const definitionOptions: DefinitionOptions = {
    ...options,
    cwd: options.cwd ?? process.cwd(),
    environment: options.environment ?? process.env,
  };
  // It takes longest to start, and another processor has the time.
  const host = new HostProcess(definitionOptions.environment);
  const running = await prepared(options, definitionOptions, host).catch(async (error: unknown) => {
    await host.kill();
    throw error;
  });
  try {
    await running.start();
  } catch (error) {
    await running.close();
    throw error;
  }
  return running;
}

/** What TypeScript says to those who use it. */
function checkOptions({ clock = 'system', listen = true }: StartOptions): void {
  if (!['system', 'fake'].includes(clock))
    throw new TypeError(`clock is 'system' or 'fake', not ${JSON.stringify(clock)}`);
  if (typeof listen !== 'boolean') throw new TypeError(`listen is true or false, not ${JSON.stringify(listen)}`);
}

async function prepared(
  options: StartOptions,
  definitionOptions: DefinitionOptions,
  host: HostProcess,
): Promise<RunningEmulator> {
  const read = await readDefinition(definitionOptions);
  const { model } = read;
  if (model === undefined) throw new InvalidConfiguration(read.problems);
  const trouble = stateTrouble(model.root);
  if (trouble !== undefined) options.observer?.warning?.(trouble);
  const tls =
    options.https === true
      ? await ServerCertificate.open(join(stateFolder(model.root), 'tls'), systemClock.now(), edgeNames(model))
      : undefined;
  const shared = await openSharedState(model, options);
  return new RunningEmulator(options, definitionOptions, { ...read, model }, { tls, host, shared });
}
