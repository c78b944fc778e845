import type { Compared } from '../../comparison/compared.ts';
import { eventFindings } from '../../comparison/events.ts';
import { type Rule, Rules } from '../../comparison/rules.ts';
import type { StartOptions } from '../../emulator/contract.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { redactedValue } from '../../model/secrets/redact.ts';
import { describedRequest } from '../../recording/events/event-request.ts';
import { readEvents } from '../../recording/events/read-events.ts';
import type { RecordedEvent } from '../../recording/events/recorded-event.ts';
import type { Io } from '../io.ts';
import { beside, startQuietly } from '../quiet-emulator.ts';
import { EventPlayer } from './events/play-event.ts';
import { report } from './report.ts';

export interface CompareEventsCommand {
  /** A log with lines of the recorder. */
  readonly file: string;
  readonly start: StartOptions;
  /** Names of the APIs that stand in; any unless given. */
  readonly apis: readonly string[];
  readonly headers: HeaderList;
  readonly rules: readonly Rule[];
  readonly verbose: boolean;
  readonly json: boolean;
  readonly junit?: string;
  readonly clock: Clock;
}

/**
 * `gw-emulate compare --events FILE`: plays what each recorded event describes against the local APIs and compares the event that the local
 * function gets. No code of the functions runs. Resolves with 1 where something differs. Throws `UnfitFile`.
 */
export async function runCompareEvents(command: CompareEventsCommand, io: Io): Promise<number> {
  const { events, omitted } = readEvents(command.file, io.cwd);
  for (const line of omitted) io.stderr(`${io.paint('yellow', 'not played')} ${line}\n`);
  const started = await startQuietly({ ...command.start, listen: false }, command.verbose, io);
  if (started === undefined) return 1;
  const { emulator } = started;
  return beside(emulator, io, async () => {
    const player = new EventPlayer(emulator, command.apis, command.headers);
    const rules = new Rules(command.rules);
    const compared: Compared[] = [];
    for (const recorded of events) {
      const one = await compareEvent(recorded, player, rules, command.clock);
      if (one === undefined)
        io.stderr(`${io.paint('yellow', 'not played')} ${nameOf(recorded)}: it describes no request to an API\n`);
      else compared.push(one);
    }
    const { file, json, junit } = command;
    return report(
      compared,
      rules,
      { file, local: 'the definition', unit: 'event', json, ...(junit === undefined ? {} : { junit }) },
      io,
    );
  });
}

/** `undefined` for an event of another service. */
async function compareEvent(
  recorded: RecordedEvent,
  player: EventPlayer,
  rules: Rules,
  clock: Clock,
): Promise<Compared | undefined> {
  const described = describedRequest(recorded.event);
  if (described === undefined) return undefined;
  const request = `${described.route}${described.isAuthorizer ? ' (authorizer)' : ''}`;
  const name = nameOf(recorded, request);
  const played = await player.play(described, recorded);
  if ('failure' in played) return { name, request, findings: [], failure: played.failure };
  const moments = { recordedAt: recorded.at, localAt: clock.now() };
  const stages = { recorded: described.stage, local: played.stage };
  const findings = eventFindings(redactedValue(recorded.event), redactedValue(played.captured.event), moments, stages);
  try {
    return { name, request, findings: rules.apply(request, findings) };
  } catch (error) {
    // A rule whose pattern was stopped: the other events are compared all the same.
    return { name, request, findings: [], failure: (error as Error).message };
  }
}

function nameOf({ function: deployed }: RecordedEvent, request = 'an event'): string {
  return deployed === undefined ? request : `${deployed}: ${request}`;
}
