import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { restApisWithoutSockets } from '../../emulator/rest-apis-without-sockets.ts';
import type { Io } from '../io.ts';
import { printProblems } from '../print/problems.ts';
import { type TestMethodCommand, runTestMethod } from './test-method.ts';

/** `gw-emulate test METHOD PATH` on the REST APIs of a definition. */
export async function testMethod(options: DefinitionOptions, command: TestMethodCommand, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(options);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const opened = await restApisWithoutSockets(model, io.environment);
  try {
    return await runTestMethod(command, opened.apis, io);
  } finally {
    await opened.close();
  }
}
