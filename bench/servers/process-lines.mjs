// Events and answers as lines of JSON between a bare server and a process for its handler. Both ends read past the stream into a buffer of
// their own and write with the system call itself, which is the least that Node can do.
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import { Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ADDRESS = 'BENCH_HANDLER_ADDRESS';
const BUFFER_BYTES = 64 * 1024;
export const isHandlerProcess = process.env[ADDRESS] !== undefined;

/** In the process for the handler: answers every event, in its turn. */
export function answerLines(handler) {
  const socket = connect({ path: process.env[ADDRESS], onread: reader((line) => void answer(line)) });
  socket.on('close', () => process.exit(0));
  const send = sender(() => socket);
  const answer = async (line) => send(JSON.stringify(await handler(JSON.parse(line))));
}

/** Starts the process; the function that is returned sends an event and has the answer. Answers come in the order of their events. */
export function startHandlerProcess(module) {
  const address = join(tmpdir(), `gw-emulate-bench-${process.pid}-handler`);
  const waiting = [];
  const early = [];
  let socket;
  const send = sender(() => socket);
  const listener = createServer({ pauseOnConnect: true }, (accepted) => {
    // A socket of the server's has no `onread`: another one is made over what it holds.
    const { _handle: handle } = accepted;
    accepted._handle = null;
    socket = new Socket({ handle, onread: reader((line) => waiting.shift()(JSON.parse(line))) });
    socket.resume();
    listener.close();
    for (const line of early.splice(0)) send(line);
  });
  listener.listen(address, () => {
    const child = spawn(process.execPath, [fileURLToPath(module)], {
      env: { ...process.env, [ADDRESS]: address },
      stdio: 'ignore',
    });
    process.on('exit', () => child.kill('SIGKILL'));
    process.on('SIGTERM', () => process.exit(0));
  });
  return (event, answered) => {
    waiting.push(answered);
    const line = JSON.stringify(event);
    if (socket === undefined) early.push(line);
    else send(line);
  };
}

/** Writes what is sent in one turn at its end. */
function sender(socketOf) {
  let lines = '';
  return (line) => {
    if (lines === '') setImmediate(flush);
    lines += `${line}\n`;
  };
  function flush() {
    const bytes = Buffer.from(lines);
    lines = '';
    for (let sent = 0; sent < bytes.length;) {
      try {
        sent += writeSync(socketOf()._handle.fd, bytes, sent);
      } catch (error) {
        if (error.code !== 'EAGAIN') throw error;
      }
    }
  }
}

function reader(hear) {
  let rest = '';
  return {
    buffer: Buffer.allocUnsafeSlow(BUFFER_BYTES),
    callback(size, bytes) {
      const lines = (rest + bytes.toString('utf8', 0, size)).split('\n');
      rest = lines.pop();
      for (const line of lines) hear(line);
      return true;
    },
  };
}
