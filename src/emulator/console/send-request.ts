import { Readable } from 'node:stream';
import type { SentRequest } from '../../dashboard/services.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import type { Exchange } from '../../observability/exchange.ts';
import type { Journal } from '../../observability/journal.ts';

/**
 * Sends a request to a front end without a socket and resolves with its exchange, which the journal has when the response has ended. The
 * exchange is recognised by the list of headers, which is this request's own.
 */
export async function sendRequest(frontEnd: FrontEnd, request: SentRequest, journal: Journal): Promise<Exchange> {
  const headers = [...request.headers];
  let found: (exchange: Exchange) => void = () => undefined;
  const concluded = new Promise<Exchange>((resolve) => {
    found = resolve;
  });
  const stop = journal.subscribe((exchange) => {
    if (exchange.request?.headers !== headers) return;
    journal.keepWhole(exchange);
    found(exchange);
  });
  try {
    const { body } = await frontEnd.handle({ ...request, headers });
    if (body instanceof Readable) {
      body.on('error', () => undefined);
      body.resume();
    }
    return await Promise.race([concluded, giveUp()]);
  } finally {
    stop();
  }
}

/** A stream may last as long as the longest function; nothing here waits for ever. */
const LONGEST_MS = 15 * 60 * 1000;

function giveUp(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The response did not end within 15 minutes.')), LONGEST_MS).unref();
  });
}
