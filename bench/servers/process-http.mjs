// The floor of any emulator with handlers in a process of their own: node:http, and one other process that runs the handler and does nothing
// else. Events of the size that an HTTP API makes cross as JSON over a local socket, those of one turn of the event loop together.
import { createServer } from 'node:http';
import { get } from '../project/handlers/item.mjs';
import { answerLines, isHandlerProcess, startHandlerProcess } from './process-lines.mjs';
import { eventFor } from './http-event.mjs';

if (isHandlerProcess) answerLines(get);
else {
  const ask = startHandlerProcess(import.meta.url);
  const server = createServer((request, response) => {
    const id = request.url.slice(request.url.lastIndexOf('/') + 1);
    ask(eventFor(id, request), ({ statusCode, headers, body }) => {
      response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(JSON.stringify({ type: 'ready', url: `http://127.0.0.1:${server.address().port}` }));
  });
}
