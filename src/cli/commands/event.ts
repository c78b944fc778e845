import { type SampleWish, sampleRequest } from '../../emulator/samples/sample-request.ts';
import { sampleEvent } from '../../emulator/samples/sample-event.ts';
import { isSampleKind, SAMPLE_KINDS } from '../../emulator/samples/sample-kinds.ts';
import { isTriggerKind, TRIGGER_EVENTS } from '../../emulator/samples/trigger-events.ts';
import { systemClock } from '../../model/base/clock.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';

/** `gw-emulate event KIND`: prints the event that a function would receive for a request. Exit code 2 for an unknown kind or an invalid header. */
export async function runEvent(command: SampleWish, io: Io): Promise<number> {
  if (isTriggerKind(command.kind)) {
    const { body } = command;
    const event = TRIGGER_EVENTS[command.kind].event({ now: systemClock.now(), ...(body !== undefined && { body }) });
    io.stdout(`${JSON.stringify(event, null, 2)}\n`);
    return 0;
  }
  if (!isSampleKind(command.kind)) {
    printFailure(io, `"${command.kind}" is not a kind of event. Known:\n${kindsText()}`);
    return 2;
  }
  const malformed = command.headers?.find((header) => !header.includes(':'));
  if (malformed !== undefined) {
    printFailure(io, `"${malformed}" is not a header: write it as "Name: value".`);
    return 2;
  }
  try {
    const event = await sampleEvent(command.kind, sampleRequest(command, command.kind));
    io.stdout(`${JSON.stringify(event, null, 2)}\n`);
    return 0;
  } catch (error) {
    printFailure(io, (error as Error).message);
    return 1;
  }
}

/** Every kind and what it is, one a line, for help texts. */
export function kindsText(): string {
  return Object.entries({ ...SAMPLE_KINDS, ...TRIGGER_EVENTS })
    .map(([name, { says }]) => `  ${name.padEnd(22)}${says}`)
    .join('\n');
}
