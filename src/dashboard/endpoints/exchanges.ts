import { exchangeRecord, exchangeSummary, LIGHT_NOTE } from '../../observability/record/exchange-record.ts';
import type { Exchange } from '../../observability/exchange.ts';
import { type Endpoint, Refused } from '../endpoint.ts';
import type { ConsoleServices } from '../services.ts';
import { matches, matchesUnderWay, readFilter } from '../filter.ts';
import { replay } from '../replay.ts';
import { underWaySummaries } from '../under-way.ts';

/** Characters of each body, mapping and message that an answer holds. */
const MAX_TEXT = 256 * 1024;

export const exchangeEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/exchanges',
    summary: 'The last exchanges, newest last, and what is under way',
    query: {
      api: 'name of an API',
      status: 'a status or a class, several with commas: 404, 5xx',
      function: 'what ran: the function’s name',
      text: 'stands in path, query, route, target, status or reason',
      failed: 'true: only those that failed',
      connection: 'a WebSocket connection’s id',
      limit: 'how many of the newest',
    },
    answers: {
      exchanges: 'list of summaries',
      total: 'how many there were since the start',
      underWay:
        'what has begun at least 200 ms ago and has not ended: id, api, method, path, runningMs, stage, waitsFor (build, cold start, free environment)',
    },
    handle({ query }, services) {
      const { journal } = services;
      const filter = readFilter(query);
      const wanted = journal.list().filter((exchange) => matches(exchange, filter));
      const newest =
        filter.limit === undefined ? wanted : wanted.slice(wanted.length - Math.min(filter.limit, wanted.length));
      const underWay = underWaySummaries(services).filter((call) => matchesUnderWay(call, filter));
      return { exchanges: newest.map(exchangeSummary), total: journal.total, underWay };
    },
  },
  {
    method: 'DELETE',
    path: '/_gw/exchanges',
    summary: 'Forget all exchanges, logs, metrics and what they cost',
    answers: {},
    handle(_call, { journal, session, logs }) {
      journal.clear();
      session.clear();
      logs.clear();
      return {};
    },
  },
  {
    method: 'GET',
    path: '/_gw/exchanges/{id}',
    summary: 'One whole exchange: stages, logs, event, result, request, response',
    answers: {
      id: 'and all members of an exchange',
      detail: 'light: only its line is kept',
      note: 'why only its line is kept',
    },
    handle: ({ variables }, services) => exchangeRecord(held(variables['id'], services), services.sources, MAX_TEXT),
  },
  {
    method: 'GET',
    path: '/_gw/exchanges/{id}/other-format',
    summary: 'The event that the function of an HTTP API would have received in the other payload format',
    answers: { format: '1.0 or 2.0', event: 'the event' },
    async handle({ variables }, services) {
      const other = await services.otherFormat(whole(variables['id'], services));
      if (other !== undefined) return other;
      throw new Refused(409, 'Only events that HTTP APIs send to functions have another payload format.');
    },
  },
  {
    method: 'POST',
    path: '/_gw/exchanges/{id}/replay',
    summary: 'Send a request or WebSocket message again; members of the body replace those of the request',
    body: {
      method: 'HTTP method',
      path: 'path as sent, with the stage',
      query: 'what follows the question mark',
      headers: 'list of [name, value]',
      body: 'text of the body, or of the message',
    },
    answers: { exchange: 'the new exchange, whole' },
    async handle({ variables, body }, services) {
      const again = await replay(whole(variables['id'], services), body, services);
      return { exchange: exchangeRecord(again, services.sources, MAX_TEXT) };
    },
  },
];

function whole(id: string | undefined, services: ConsoleServices): Exchange {
  const exchange = held(id, services);
  if (exchange.onlyLine === undefined) return exchange;
  throw new Refused(409, LIGHT_NOTE);
}

function held(id: string | undefined, services: ConsoleServices): Exchange {
  const exchange = id === undefined ? undefined : services.journal.get(id);
  if (exchange) return exchange;
  const call = underWaySummaries(services, 0).find((one) => one.id === id);
  if (call !== undefined) {
    const { method, path, runningMs, stage, waitsFor } = call;
    const where = `${stage === undefined ? '' : `, in its stage ${stage}`}${waitsFor === undefined ? '' : `, waiting for a ${waitsFor}`}`;
    throw new Refused(
      409,
      `${method} ${path} has been under way for ${runningMs} ms${where}. There is a record of it when it has ended.`,
    );
  }
  throw new Refused(404, `There is no exchange ${id ?? ''}. Only the last ones are kept.`);
}
