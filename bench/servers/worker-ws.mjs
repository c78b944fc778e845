// The floor of WebSocket round trips through a thread: a bare ws server, and the handler in one bare worker thread for each connection.
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import { echo } from '../project/handlers/item.mjs';
import { messageEventFor } from './websocket-event.mjs';

if (isMainThread) serve();
else
  parentPort.on('message', (event) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    void echo(event).then((answer) => parentPort.postMessage(JSON.stringify(answer)));
  });

function serve() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('message', (text) => socket.send(JSON.parse(text).body));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    socket.on('message', (/** @type {Buffer} */ data) => worker.postMessage(messageEventFor(data.toString())));
    socket.on('close', () => void worker.terminate());
  });
  server.on('listening', () => {
    console.log(JSON.stringify({ type: 'ready', url: `ws://127.0.0.1:${server.address().port}` }));
  });
}
