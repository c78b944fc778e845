// The floor of any emulator with threads: node:http, and the handler in bare worker threads, as many as requests at a time. An event of
// the size that an HTTP API makes crosses, the answer's text comes back; nothing else is done.
import { createServer } from 'node:http';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { get } from '../project/handlers/item.mjs';
import { eventFor } from './http-event.mjs';

if (isMainThread) serve();
else
  parentPort.on('message', (event) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    void get(event).then((answer) => parentPort.postMessage(JSON.stringify(answer)));
  });

function serve() {
  const idle = [];
  const server = createServer((request, response) => {
    const id = request.url.slice(request.url.lastIndexOf('/') + 1);
    const worker = idle.pop() ?? started();
    worker.respond = (text) => {
      idle.push(worker);
      const { statusCode, headers, body } = JSON.parse(text);
      response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(body);
    };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(eventFor(id, request));
  });
  const started = () => {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('message', (text) => worker.respond(text));
    return worker;
  };
  server.listen(0, '127.0.0.1', () => {
    console.log(JSON.stringify({ type: 'ready', url: `http://127.0.0.1:${server.address().port}` }));
  });
}
