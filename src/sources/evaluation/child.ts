/*
 * Runs JavaScript and TypeScript of the project in a process of its own: what it does, and how long it takes, never touches the gateway.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultExport } from './default-export.ts';
import { followPath } from './follow-path.ts';
import { loadModule, runBundle } from './load-module.ts';
import { plainValue } from './plain-values.ts';
import type { AnswerMessage, AskMessage, ConfigureMessage, EvaluateMessage, FromChild, ToChild } from './protocol.ts';
import { bundleModule } from './bundle-module.ts';
import { buildErrorOf, placeOf } from './stack-place.ts';

process.setSourceMapsEnabled(true);

let questions = 0;
const waiting = new Map<number, (answer: AnswerMessage) => void>();

process.on('message', (message: ToChild) => {
  if (message.kind === 'evaluate') void evaluate(message);
  else if (message.kind === 'configure') void configure(message);
  else waiting.get(message.question)?.(message);
});
process.on('disconnect', () => process.exit());

async function evaluate({ id, file, path, flags }: EvaluateMessage): Promise<void> {
  try {
    const { exported, files } = await loadModule(file);
    const helpers = {
      options: flags,
      resolveVariable: (variable: unknown) => ask({ kind: 'ask', id, question: 0, variable: String(variable) }),
      resolveConfigurationProperty: (property: unknown) =>
        ask({ kind: 'ask', id, question: 0, property: [property].flat().map(String) }),
    };
    const { value, rest } = await followPath(exported, path, helpers);
    const plain: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null');
    send({ kind: 'result', id, value: plain, rest, files });
  } catch (error) {
    const at = placeOf(error, dirname(file), fileURLToPath(import.meta.url));
    send({ kind: 'failure', id, message: messageOf(error), ...(at && { at }) });
  }
}

async function configure({ id, file }: ConfigureMessage): Promise<void> {
  let files: readonly string[] = [file];
  try {
    const bundle = await bundleModule(file);
    ({ files } = bundle);
    const { value, notJson } = plainValue(await defaultExport(await runBundle(file, bundle)));
    send({ kind: 'result', id, value: value ?? null, rest: [], files, notJson });
  } catch (error) {
    const at = placeOf(error, dirname(file), fileURLToPath(import.meta.url), true);
    send({ kind: 'failure', id, message: messageOf(error), files, ...(at && { at }) });
  }
}

/** Node lists after its message who required what; that is our own loader. */
function messageOf(error: unknown): string {
  const message = buildErrorOf(error)?.text ?? (error instanceof Error ? error.message : String(error));
  return message.replace(/\nRequire stack:[\s\S]*$/, '');
}

async function ask(message: AskMessage): Promise<unknown> {
  const question = (questions += 1);
  const answer = await new Promise<AnswerMessage>((resolve) => {
    waiting.set(question, resolve);
    send({ ...message, question });
  });
  waiting.delete(question);
  if (answer.failure !== undefined) throw new Error(answer.failure);
  return answer.value;
}

function send(message: FromChild): void {
  process.send?.(message);
}
