// The WebSocket load generator, in a process of its own: each connection sends its next message when the answer to the last one is here.
import { WebSocket } from 'ws';
import { quantile } from '../statistics.mjs';

process.on('message', (order) => void answer(order));
process.send('ready');

async function answer({ url, connections, seconds }) {
  const sockets = await Promise.all(Array.from({ length: connections }, () => connected(url)));
  const times = [];
  let wrong = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(sockets.map((socket, i) => chat(socket, i)));
  const took = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.terminate();
  const sorted = Float64Array.from(times).sort();
  process.send({
    requests: times.length,
    perSecond: times.length / took,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    wrong,
  });

  function chat(socket, number) {
    return new Promise((done) => {
      let sent = '';
      let at = 0;
      let count = 0;
      const say = () => {
        count += 1;
        sent = `{"action":"echo","text":"message ${count} of connection ${number}"}`;
        at = performance.now();
        socket.send(sent);
      };
      socket.on('message', (data) => {
        times.push(performance.now() - at);
        if (data.toString() !== sent) wrong += 1;
        if (performance.now() < until) say();
        else done();
      });
      socket.on('close', done);
      say();
    });
  }
}

function connected(url) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}
