import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect } from 'node:net';
import type { LocalProcess } from '../../model/definition/model.ts';

/** A refused connection costs little, and the APIs wait for the answer. */
const POLL_MS = 5;
/** Of one question, before it is asked anew. */
const ANSWER_MS = 1000;

/** Resolves with `undefined` when the service is ready, with the reason when it takes too long; never once it is `over`. */
export async function untilReady(definition: LocalProcess, over: () => boolean): Promise<string | undefined> {
  if (definition.ready === undefined) return undefined;
  const deadline = performance.now() + definition.readyTimeout * 1000;
  while (!over()) {
    if (await answers(definition.ready)) return undefined;
    if (performance.now() > deadline) {
      return `${definition.ready} did not answer within ${definition.readyTimeout} s`;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  // The end of the process reports the reason itself.
  return new Promise(() => {});
}

/** Whether something accepts (`tcp://`) or answers with any status (`http://`, `https://`). */
export async function answers(ready: string): Promise<boolean> {
  const url = new URL(ready);
  // Also before an HTTP request: without a listener, that is known sooner and for a tenth of the work.
  return (await accepts(url)) && (url.protocol === 'tcp:' || responds(url));
}

function accepts(url: URL): Promise<boolean> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port === '' ? DEFAULT_PORTS[url.protocol] : url.port);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_MS }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('timeout', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(false));
  });
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

function responds(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? getSecurely : get)(
      url,
      { timeout: ANSWER_MS, agent: false },
      (response) => {
        response.destroy();
        resolve(true);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}
