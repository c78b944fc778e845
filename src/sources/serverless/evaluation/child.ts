/*
 * Runs JavaScript and TypeScript of the project in a process of its own: what it does, and how long it takes, never touches the gateway.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { followPath } from './follow-path.ts';
import { loadModule } from './load-module.ts';
import type { AnswerMessage, AskMessage, EvaluateMessage, FromChild, ToChild } from './protocol.ts';
import { buildErrorOf, placeOf } from './stack-place.ts';

process.setSourceMapsEnabled(true);

let questions = 0;
const waiting = new Map<number, (answer: AnswerMessage) => void>();

process.on('message', (message: ToChild) => {
  if (message.kind === 'evaluate') void evaluate(message);
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
    const message = buildErrorOf(error)?.text ?? (error instanceof Error ? error.message : String(error));
    send({ kind: 'failure', id, message, ...(at && { at }) });
  }
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
