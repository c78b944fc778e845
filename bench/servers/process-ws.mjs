// The floor of WebSocket round trips through another process: a bare ws server, and one process that runs the handler.
import { WebSocketServer } from 'ws';
import { echo } from '../project/handlers/item.mjs';
import { answerLines, isHandlerProcess, startHandlerProcess } from './process-lines.mjs';
import { messageEventFor } from './websocket-event.mjs';

if (isHandlerProcess) answerLines(echo);
else {
  const ask = startHandlerProcess(import.meta.url);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('message', (/** @type {Buffer} */ data) =>
      ask(messageEventFor(data.toString()), ({ body }) => socket.send(body)),
    );
  });
  server.on('listening', () => {
    console.log(JSON.stringify({ type: 'ready', url: `ws://127.0.0.1:${server.address().port}` }));
  });
}
