// Sends a number of requests over some connections that stay open, one after the other on each, and is done when the last is answered: for work
// that is measured by processor time. Knows as much of HTTP as its answers need: each has a Content-Length.
import { connect } from 'node:net';

process.on('message', (order) => void answer(order));
process.send('ready');

async function answer({ url, connections, amount, expected }) {
  const { hostname, port, pathname } = new URL(url);
  const text = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`;
  let [left, wrong] = [amount, 0];
  const began = performance.now();
  const run = () =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let received = '';
      const next = () => {
        left -= 1;
        if (left >= 0) socket.write(text);
        else socket.end(resolve);
      };
      socket.setNoDelay(true).on('connect', next).on('error', reject);
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const head = received.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1]);
        if (received.length < head + 4 + length) return;
        if (received.slice(head + 4) !== expected) wrong += 1;
        received = '';
        next();
      });
    });
  await Promise.all(Array.from({ length: connections }, run));
  process.send({ requests: amount, wrong, perSecond: amount / ((performance.now() - began) / 1000) });
}
