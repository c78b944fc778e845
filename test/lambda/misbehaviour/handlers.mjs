/* oxlint-disable -- what these handlers do is what rules are against */
// Handlers that do what no handler should. Each does it when its event asks for it (`?bad`), and answers `fine` otherwise.
import childProcess, { execSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import v8 from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';

const later = (work) => new Promise(() => setTimeout(work, 1));
const forever = () => {
  for (;;);
};
const handler = (work) => async (event, context) => {
  if (event.rawQueryString !== 'bad') return { statusCode: 200, body: 'fine' };
  const result = await work(event, context);
  return result === undefined ? { statusCode: 200, body: 'went on' } : result;
};

// Ends its own environment.
export const exit0 = handler(() => process.exit(0));
export const exit3 = handler(() => process.exit(3));
export const exitInTimer = handler(() => later(() => process.exit(5)));
export const reallyExit = handler(() => process.reallyExit(4));
export const abort = handler(() => process.abort());
export const killSelf = handler(() => process.kill(process.pid));
export const killSelfAsText = handler(() => process.kill(String(process.pid), 'SIGKILL'));
export const killGroup = handler(() => process.kill(0, 'SIGTERM'));
export const killGroupByNumber = handler(() => process.kill(-process.pid, 'SIGKILL'));
export const killAll = handler(() => process.kill(-1, 'SIGTERM'));
export const rawKill = handler(() => process._kill(process.pid, 15));
export const killParent = handler(() => process.kill(process.ppid, 'SIGKILL'));
export const killFromChild = handler(() => execSync('kill -9 $PPID'));
export const killGroupFromChild = handler(() => execSync('kill -9 0'));
export const throwsInTimer = handler(() =>
  later(() => {
    throw new RangeError('in a timer');
  }),
);
export const throwsInTick = handler(
  () =>
    new Promise(() =>
      process.nextTick(() => {
        throw new TypeError('in a tick');
      }),
    ),
);
export const looseRejection = handler(() => new Promise(() => void Promise.reject(new Error('loose'))));
export const exitHandlerLoops = handler(() => {
  process.on('exit', forever);
  process.exit(6);
});

// Takes all the time, or all the memory.
export const loops = handler(forever);
export const loopsInMicrotasks = handler(async () => {
  for (;;) await null;
});
export const sleepsForGood = handler(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
export const slowExpression = handler(() => /^(a+)+$/.test(`${'a'.repeat(40)}b`));
export const neverSettles = handler(() => new Promise(() => undefined));
export const recursion = handler(function deeper() {
  return deeper();
});
export const manyObjects = handler(() => {
  const all = [];
  for (;;) all.push({ n: all.length, text: `n${all.length}` });
});
export const growingMap = handler(() => {
  const all = new Map();
  for (let n = 0; ; n += 1) all.set(n, n);
});
export const filledArray = handler(() => new Array(4e7).fill(0.5).length);
export const longText = handler(() => ({ statusCode: 200, body: 'x'.repeat(110e6) }));
export const tooLongText = handler(() => 'x'.repeat(2 ** 30));
export const hugeTree = handler(() => JSON.parse(`[${'{},'.repeat(4e6)}1]`).length);
export const buffers = handler(() => {
  const all = [];
  for (;;) all.push(Buffer.alloc(1e6, 1));
});
export const buffersInTurns = handler(async () => {
  const all = [];
  for (;;) {
    all.push(Buffer.alloc(1e6, 1));
    await new Promise(setImmediate);
  }
});
export const nestedWorkerMemory = handler(
  () =>
    new Promise((resolve, reject) => {
      const worker = new Worker('const all = []; for (;;) all.push(new Array(1e5).fill({}));', {
        eval: true,
        resourceLimits: { maxOldGenerationSizeMb: 32 },
      });
      worker.on('error', reject);
    }),
);
export const logsForGood = handler(() => {
  for (;;) console.log('x'.repeat(1000));
});
export const logsMuch = handler(() => {
  for (let n = 0; n < 20; n += 1) console.log('y'.repeat(1e6));
});

// Answers what is none.
export const bigint = handler(() => 1n);
export const cyclic = handler(() => {
  const a = {};
  a.a = a;
  return a;
});
export const throwingJson = handler(() => ({
  toJSON() {
    throw new Error('no JSON');
  },
}));
export const tooLarge = handler(() => 'z'.repeat(7e6));
export const throwsNothing = handler(() => Promise.reject());
export const throwsProxy = handler(() => {
  throw new Proxy(
    {},
    {
      get() {
        throw new Error('trap');
      },
    },
  );
});

// Gets at what carries events and results.
export const forges = handler(() =>
  parentPort?.postMessage({ kind: 'result', payload: '{"statusCode":200,"body":"forged"}' }),
);
export const closesPort = handler(() => parentPort?.close());
export const sends = handler(() => process.send?.('ready'));
export const destroysHandles = handler(() => {
  for (const handle of process._getActiveHandles()) handle.destroy?.();
});
export const closesDescriptors = handler(() => {
  for (let fd = 0; fd < 200; fd += 1)
    try {
      fs.closeSync(fd);
    } catch {
      /* not open here */
    }
});
export const writesToDescriptors = handler(() => {
  for (let fd = 3; fd < 200; fd += 1)
    try {
      fs.writeSync(fd, 'garbage');
    } catch {
      /* not open here */
    }
});
export const readsDescriptors = handler(() => {
  for (let fd = 3; fd < 60; fd += 1)
    try {
      fs.readSync(fd, Buffer.alloc(1));
    } catch {
      /* not open here */
    }
});
export const connectsToEmulator = handler(
  () =>
    new Promise((resolve) => {
      const socket = net.connect(path.join(os.tmpdir(), '..', 'functions'), () => socket.end('m'.repeat(500)));
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
    }),
);
export const endsOutput = handler(() => {
  process.stdout.end();
  process.stderr.destroy();
  console.log('still');
});

// Changes what the runtime stands on.
export const breaksJson = handler(() => {
  JSON.parse = JSON.stringify = () => {
    throw new Error('no JSON today');
  };
});
export const breaksBuffer = handler(() => {
  delete globalThis.Buffer;
  Uint8Array.prototype.subarray = undefined;
});
export const breaksTimers = handler(() => {
  globalThis.setImmediate = globalThis.setTimeout = () => undefined;
});
export const breaksEmitter = handler(() => {
  EventEmitter.prototype.emit = () => {
    throw new Error('emit');
  };
});
export const breaksSockets = handler(() => {
  net.Socket.prototype.write = net.Socket.prototype.ref = () => {
    throw new Error('socket');
  };
});
export const breaksFs = handler(() => {
  fs.writeSync = fs.write = () => {
    throw new Error('fs');
  };
});
export const breaksProcess = handler(() => {
  process.removeAllListeners();
  process.exit = process.kill = () => undefined;
});
export const breaksStacks = handler(() => {
  Error.prepareStackTrace = () => {
    throw new Error('stack');
  };
  throw new Error('told all the same');
});
export const pollutes = handler(() => {
  Object.prototype.toJSON = () => 'polluted';
  Object.prototype.kind = 'result';
});
export const breaksConsole = handler(() => {
  globalThis.console = undefined;
});

// Leaves something behind, or asks for what a thread has not.
export const leavesTimer = handler(() => void setInterval(() => undefined, 1));
export const leavesServer = handler(
  () => new Promise((resolve) => net.createServer().listen(0, '127.0.0.1', () => resolve())),
);
export const leavesChild = handler(() => void childProcess.spawn('sleep', ['600'], { stdio: 'inherit' }));
export const leavesWorker = handler(() => void new Worker('setInterval(() => undefined, 1)', { eval: true }));
export const exitsLater = handler(() => void setTimeout(() => process.exit(7), 5));
export const changesFolder = handler(() => {
  process.chdir('/');
  return { statusCode: 200, body: process.cwd() };
});
export const changesMask = handler(() => {
  process.umask(0o077);
  return { statusCode: 200, body: process.umask().toString(8) };
});
export const changesZone = handler(() => {
  process.env.TZ = 'Asia/Tokyo';
  return { statusCode: 200, body: String(new Date(0).getHours()) };
});
export const snapshots = handler(() => void v8.getHeapStatistics());

export const other = async () => ({ statusCode: 200, body: 'other' });
export const echo = async (event) => ({ statusCode: 200, body: event.body });
