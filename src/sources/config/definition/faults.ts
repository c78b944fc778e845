import { FAULT_KIND_NAMES } from '../../../model/definition/fault.ts';
import { choice, integer, list, number, record, text } from '../shape/shape.ts';

const WEEK_SECONDS = 604_800;
/** The longest integration timeout there is, in milliseconds. */
const LONGEST_MS = 900_000;

export const fault = record(
  'fault',
  'One rule: what goes wrong, where, how often and for how long.',
  {
    kind: choice('What goes wrong; see docs/guides/drills.md.', FAULT_KIND_NAMES),
    api: text('Only this API.'),
    route: text('Only this route: GET /products/{id}, a WebSocket route key.'),
    function: text('Only routes with this function behind them.'),
    connection: text('Only this WebSocket connection.'),
    share: number('Part of the requests that are touched, such as 0.5. Default: 1, all of them.', { min: 0, max: 1 }),
    seed: integer('The same seed makes the same decisions. Default: a new one at every start.', { min: 0 }),
    count: integer('Requests to touch; the rule ends after them.', { min: 1 }),
    duration: number('The rule ends after this time.', { min: 0.001, max: WEEK_SECONDS, unit: 'seconds' }),
    milliseconds: integer('How long the effect takes; see the kinds.', { min: 0, max: LONGEST_MS }),
    jitter: integer('What milliseconds may be off in either direction.', { min: 0, max: LONGEST_MS }),
    code: integer('Close code of a dropped WebSocket connection: 1006 (default: no close frame) or 1001.', {
      min: 1001,
      max: 1006,
    }),
    errorType: text('Of a failing function. Default: Error.', { minLength: 1, wanted: 'the name of an error' }),
    errorMessage: text('Of a failing function.'),
  },
  ['kind'],
);

export const faults = list('Drills: what goes wrong on purpose from the start.', fault);
