import { EventError } from '../words/errors.ts';
import { isMap } from '../words/values.ts';
import type { SamEvent } from './event.ts';

/** What SAM refuses in an event's `DeadLetterConfig`; a queue that it would make is made here too, since templates may name it. */
export function checkDeadLetters(event: SamEvent): void {
  const config = event.properties['DeadLetterConfig'];
  if (!isMap(config)) return;
  const error = (message: string): EventError =>
    new EventError(event.id, message, ['Properties', 'DeadLetterConfig'], `${event.owner}${event.id}`);
  const hasArn = Object.hasOwn(config, 'Arn');
  const hasType = Object.hasOwn(config, 'Type');
  if (hasArn && hasType) throw error("You can either define 'Arn' or 'Type' property of DeadLetterConfig.");
  if (hasType && config['Type'] !== 'SQS') {
    throw error("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'.");
  }
  if (!hasArn && !hasType) throw error("No 'Arn' or 'Type' property provided for DeadLetterConfig.");
  if ((config['Arn'] ?? null) !== null) return;
  const queue = config['QueueLogicalId'] ?? `${event.owner}${event.id}Queue`;
  if (typeof queue !== 'string') throw error('QueueLogicalId must be a string');
  event.work.add(event.owner, queue, { type: 'AWS::SQS::Queue', properties: {} });
}
