// A bare ws server with the handler in process.
import { WebSocketServer } from 'ws';
import { echo } from '../project/handlers/item.mjs';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket) =>
  socket.on('message', (/** @type {Buffer} */ data) => {
    void echo({ body: data.toString() }).then(({ body }) => socket.send(body));
  }),
);
server.on('listening', () => {
  console.log(JSON.stringify({ type: 'ready', url: `ws://127.0.0.1:${server.address().port}` }));
});
