import { setTimeout as pause } from 'node:timers/promises';

const HANDSHAKES_AT_ONCE = 100;

await beClients(Number(process.argv[2]));

/** The clients' process: holds every connection; some of them chat, one message at a time each. */
async function beClients(port) {
  const { WebSocket } = await import('ws');
  const sockets = [];
  const connect = () =>
    new Promise((done) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/dev`, { perMessageDeflate: false });
      socket.once('open', () => done(socket));
      socket.once('error', () => done(undefined));
    });

  /** AWS takes 500 new connections a second, and so does the whole emulator. */
  async function open(count, perSecond) {
    const startedAt = performance.now();
    let left = count;
    let refused = 0;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const [socket] = await Promise.all([connect(), pause((HANDSHAKES_AT_ONCE / perSecond) * 1000)]);
        if (socket) sockets.push(socket);
        else refused += 1;
      }
    };
    await Promise.all(Array.from({ length: HANDSHAKES_AT_ONCE }, worker));
    return { type: 'opened', refused, tookMs: performance.now() - startedAt };
  }

  async function chat(count, messages) {
    const startedAt = performance.now();
    const waits = [];
    let received = 0;
    let doubled = 0;
    await Promise.all(
      sockets.slice(0, count).map(
        (socket, person) =>
          new Promise((done) => {
            const seen = new Set();
            let sentAt = 0;
            const say = (n) => {
              sentAt = performance.now();
              socket.send(JSON.stringify({ action: 'say', person, n }));
            };
            socket.on('message', (data) => {
              waits.push(performance.now() - sentAt);
              const reply = JSON.parse(data.toString());
              if (reply.person !== person || seen.has(reply.n)) doubled += 1;
              else received += 1;
              seen.add(reply.n);
              if (seen.size < messages) say(seen.size);
              else done();
            });
            say(0);
          }),
      ),
    );
    const tookMs = performance.now() - startedAt;
    // Whatever comes twice comes now.
    await pause(300);
    waits.sort((a, b) => a - b);
    const at = (part) => Number((waits[Math.floor(waits.length * part)] ?? 0).toFixed(1));
    return { type: 'chatted', tookMs, received, doubled, sent: count * messages, p50: at(0.5), p99: at(0.99) };
  }

  const obey = async (order) => {
    if (order.type === 'open') process.send(await open(order.count, order.perSecond ?? Infinity));
    if (order.type === 'chat') process.send(await chat(order.count, order.messages));
  };
  process.on('message', (order) => void obey(order));
  process.send({ type: 'ready' });
}
