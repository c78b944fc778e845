// What the guards send, from a process of its own: requests, or messages where the URL is a WebSocket's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repository } from '../processes.mjs';

/** Sends requests or messages, so many at a time. Rejects where one is answered in another way than it should be. */
export async function send(url, count, atATime = 1) {
  const script = url.startsWith('ws') ? messages(url, count) : requests(url, count, atATime);
  const [code] = await once(spawn(process.execPath, ['-e', script], { cwd: repository, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${url} did not answer as it should`);
}

function requests(url, count, atATime) {
  return `
    const { Agent, get } = require('node:http');
    const agent = new Agent({ keepAlive: true, maxSockets: ${atATime} });
    let left = ${count};
    let rows = ${atATime};
    function next() {
      if (left-- <= 0) return (rows -= 1) === 0 && agent.destroy();
      get(${JSON.stringify(url)}, { agent }, (response) => {
        if (response.statusCode !== 200) process.exit(1);
        response.resume().on('end', next);
      });
    }
    for (let i = 0; i < ${atATime}; i += 1) next();`;
}

function messages(url, count) {
  return `
    const { WebSocket } = require('ws');
    const message = '{"action":"echo","text":"as it was sent"}';
    const socket = new WebSocket(${JSON.stringify(url)}, { perMessageDeflate: false });
    let left = ${count};
    const next = () => (left-- === 0 ? socket.terminate() : socket.send(message));
    socket.on('open', next);
    socket.on('message', (data) => (String(data) === message ? next() : process.exit(1)));
    socket.on('error', () => process.exit(1));`;
}
