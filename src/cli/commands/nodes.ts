import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { type SharingNode, sharingNodes } from '../../emulator/shared/sharing-nodes.ts';
import type { Io } from '../io.ts';
import { printProblems } from '../print/problems.ts';
import { table } from '../print/table.ts';

/** `gw-emulate nodes`: the emulators that share the state of this definition, as a table or one JSON object. */
export async function runNodes(options: DefinitionOptions, json: boolean, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(options);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const nodes = await sharingNodes(model);
  const engine = model.shared?.engine.shown ?? '';
  io.stdout(json ? `${JSON.stringify({ engine, nodes: nodes.map(asJson) })}\n` : asTable(nodes, engine, io));
  return 0;
}

function asJson({ id, host, pid, version, startedAt, connections, apis, differences }: SharingNode): object {
  return {
    id,
    host,
    pid,
    version,
    startedAt: new Date(startedAt).toISOString(),
    connections,
    apis: apis.map(({ name, url }) => ({ name, url })),
    sameConfiguration: differences.length === 0,
    differences,
  };
}

function asTable(nodes: readonly SharingNode[], engine: string, io: Io): string {
  if (nodes.length === 0) return `No emulator shares the state at ${engine}.\n`;
  const [head = '', ...lines] = table([
    ['node', 'host', 'process', 'started', 'connections', 'version', 'configuration'],
    ...nodes.map(({ id, host, pid, startedAt, connections, version, differences }) => [
      id,
      host,
      String(pid),
      new Date(startedAt).toISOString().slice(0, 19).replace('T', ' '),
      String(connections),
      version,
      differences.length === 0 ? 'same' : `differs: ${differences.join(', ')}`,
    ]),
  ]);
  return `${[io.paint('dim', head), ...lines].join('\n')}\n`;
}
