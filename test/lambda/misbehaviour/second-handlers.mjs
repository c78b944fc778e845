/* oxlint-disable -- what these handlers do is what rules are against */
// More handlers that do what no handler should, in the form of handlers.mjs: each does it for `?bad`, and answers `fine` otherwise.
import childProcess, { execFileSync, execSync, spawnSync } from 'node:child_process';
import cluster from 'node:cluster';
import fs from 'node:fs';
import http from 'node:http';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import worker from 'node:worker_threads';

const require = createRequire(import.meta.url);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const handler = (work) => async (event, context) => {
  if (event.rawQueryString !== 'bad') return { statusCode: 200, body: 'fine' };
  const result = await work(event, context);
  return result === undefined ? { statusCode: 200, body: 'went on' } : result;
};
const text = (body) => ({ statusCode: 200, body: String(body) });
const fails = (work) => {
  try {
    return text(work());
  } catch (error) {
    return text(error.code ?? error.message);
  }
};

// Signals.
const parentOf = (pid) => Number(/^PPid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
export const killRealParent = handler(() => process.kill(parentOf(process.pid), 'SIGKILL'));
export const segfaults = handler(() => process.kill(process.pid, 'SIGSEGV'));
export const stopsItself = handler(() => process.kill(process.pid, 'SIGSTOP'));
export const handlesSignal = handler(async () => {
  const heard = new Promise((resolve) => process.once('SIGTERM', resolve));
  process.kill(process.pid, 'SIGTERM');
  return text(await heard);
});
export const ignoredSignals = handler(() => {
  for (const signal of ['SIGCHLD', 'SIGWINCH', 'SIGURG', 'SIGCONT', 'SIGPIPE']) process.kill(process.pid, signal);
});
export const stopsFromChild = handler(() => execSync('kill -STOP $PPID'));
// Native crashes, and what V8 has once for a process.
export const abortsNatively = handler(() => {
  v8.setFlagsFromString('--allow-natives-syntax');
  return new Function('%AbortJS("ends here")')();
});
export const setsFlags = handler(() => {
  v8.setFlagsFromString('--expose-gc');
  return text(typeof vm.runInNewContext('gc'));
});
export const webAssembly = handler(() =>
  // (module (func (export "f") unreachable))
  new WebAssembly.Instance(
    new WebAssembly.Module(
      Buffer.from('0061736d01000000010401600000030201000705010166000 00a05010300000b'.replace(' ', ''), 'hex'),
    ),
  ).exports.f(),
);
export const webAssemblyMemory = handler(() => {
  const all = [];
  for (;;) {
    const memory = new WebAssembly.Memory({ initial: 1000, maximum: 1000 });
    new Uint8Array(memory.buffer).fill(1);
    all.push(memory);
  }
});
export const sharedMemory = handler(() => {
  const all = [];
  for (;;) all.push(new Uint8Array(new SharedArrayBuffer(64e6)).fill(1));
});
export const tooLargeBuffer = handler(() => new ArrayBuffer(2 ** 53 - 1));
export const readsZeros = handler(() => fs.readFileSync('/dev/zero').length);
export const asyncRecursion = handler(async function deeper() {
  const again = async (n) => {
    await null;
    return again(n + 1);
  };
  return again(0);
});
export const connectsToMain = handler(
  () =>
    new Promise((resolve, reject) => {
      const session = new inspector.Session();
      session.connectToMainThread();
      session.post('Runtime.evaluate', { expression: 'process.exit(0)' }, (error) =>
        error ? reject(error) : resolve(),
      );
      setTimeout(resolve, 200);
    }),
);
// Descriptors and folders.
export const opensManyFiles = handler(() => {
  const all = [];
  for (;;) all.push(fs.openSync('/dev/null'));
});
export const wrapsDescriptors = handler(async () => {
  for (let fd = 3; fd < 60; fd += 1)
    try {
      const socket = new net.Socket({ fd });
      socket.on('error', () => undefined);
      socket.destroy();
    } catch {
      /* not one of these */
    }
  await pause(20);
});
export const writesFilesByNumber = handler(() => {
  for (let fd = 3; fd < 60; fd += 1)
    try {
      fs.writeFileSync(fd, 'garbage');
    } catch {
      /* not open here */
    }
});
export const readsFilesByNumber = handler(() => {
  for (let fd = 3; fd < 60; fd += 1)
    try {
      fs.readFileSync(fd);
    } catch {
      /* not open here */
    }
});
export const givesDescriptorsToChild = handler(() => {
  for (let fd = 3; fd < 60; fd += 1)
    try {
      spawnSync('/bin/sh', ['-c', 'echo garbage >&3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
    } catch {
      /* not open here */
    }
});
export const readsInput = handler(async () => {
  let size = 0;
  for await (const chunk of process.stdin) size += chunk.length;
  return text(size);
});
export const readsInputAtOnce = handler(() => text(fs.readFileSync(0).length));
export const removesTemporary = handler(() => fs.rmSync(os.tmpdir(), { recursive: true }));
export const removesAllTemporary = handler(() =>
  fs.rmSync(path.dirname(os.tmpdir()), { recursive: true, force: true }),
);
export const removedFolder = handler(() => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'x-'));
  process.chdir(folder);
  fs.rmdirSync(folder);
  return fails(() => process.cwd());
});
export const blocksInOpen = handler(() => {
  const fifo = path.join(os.tmpdir(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  fs.openSync(fifo, 'r');
});
export const blocksInChild = handler(() => execSync('sleep 3'));
export const writesMuch = handler(() => {
  const chunk = `${'o'.repeat(1e6 - 1)}\n`;
  for (let n = 0; n < 30; n += 1) process.stdout.write(chunk);
});
export const childWritesMuch = handler(() => {
  spawnSync('/bin/sh', ['-c', 'head -c 1000000 /dev/zero | tr "\\0" "\\n"'], { stdio: 'inherit' });
});
export const childWritesForGood = handler(() => {
  childProcess.spawn('yes', { stdio: 'inherit' }).unref();
});
export const writesNulls = handler(() => process.stdout.write(Buffer.alloc(1e6)));

// Processes and threads.
export const manyChildren = handler(() => {
  for (let n = 0; n < 20; n += 1) childProcess.spawn('sleep', ['60'], { stdio: 'ignore' }).unref();
});
export const manyThreads = handler(() => {
  for (let n = 0; n < 10; n += 1) new worker.Worker('setInterval(() => undefined, 1e6)', { eval: true });
});
export const threadLoops = handler(() => void new worker.Worker('for (;;);', { eval: true }));
export const threadThrows = handler(
  () => new Promise(() => new worker.Worker('throw new RangeError("in a thread")', { eval: true })),
);
export const threadKills = handler(
  () => new Promise(() => new worker.Worker('process.kill(process.pid, "SIGKILL")', { eval: true })),
);
export const threadClosesDescriptors = handler(() =>
  new Promise((resolve) =>
    new worker.Worker(
      'const fs = require("fs"); for (let fd = 3; fd < 200; fd += 1) try { fs.closeSync(fd) } catch {}',
      { eval: true },
    ).on('exit', resolve),
  ).then(() => undefined),
);
const THREAD_FILLS =
  'const all = []; for (let n = 0; n < 300; n += 1) all.push(new Uint8Array(1e7).fill(1)); setInterval(() => all.length, 1e6)';
export const threadFills = handler(() => new Promise(() => new worker.Worker(THREAD_FILLS, { eval: true })));
export const threadOfThreadFills = handler(
  () =>
    new Promise(
      () =>
        new worker.Worker(
          `new (require('worker_threads').Worker)(${JSON.stringify(THREAD_FILLS)}, { eval: true }); setInterval(() => 0, 1e6)`,
          { eval: true },
        ),
    ),
);
export const forksCluster = handler(
  () =>
    new Promise((resolve) => {
      const forked = cluster.fork();
      forked.on('error', () => resolve());
      forked.on('exit', () => resolve());
    }),
);
export const forksItself = handler(
  () =>
    new Promise((resolve) => {
      const child = childProcess.fork(process.argv[1]);
      child.on('error', () => resolve());
      child.on('exit', () => resolve());
    }),
);
export const sendsMuch = handler(() => {
  for (let n = 0; n < 1e5; n += 1) process.send?.({ n });
});
export const noSuchProgram = handler(() => new Promise(() => childProcess.spawn('no-such-program')));

// Ports.
export const takesPort = handler(
  ({ headers }) => new Promise(() => http.createServer().listen(Number(headers.host.split(':')[1]), '127.0.0.1')),
);
export const callsItself = handler(async ({ headers, rawPath }) => {
  const response = await fetch(`http://${headers.host}${rawPath}?bad`);
  return text(response.status);
});
export const floods = handler(async ({ headers }) => {
  const all = Array.from({ length: 100 }, () => fetch(`http://${headers.host}/other`).then((r) => r.text()));
  return text(new Set(await Promise.all(all)).size);
});
// After the answer.
const after = (work) => handler(() => void setImmediate(work));
export const loopsAfter = after(() => {
  for (;;);
});
export const microtasksAfter = handler(() => {
  void (async () => {
    for (;;) await null;
  })();
});
export const waitsAfter = after(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
export const throwsAfter = after(() => {
  throw new Error('too late');
});
export const rejectsAfter = after(() => void Promise.reject(new Error('too late')));
export const rejectsAtOnce = handler(() => void Promise.reject(new Error('in the tick of the answer')));
export const throwsBetween = handler(
  () =>
    void setInterval(() => {
      throw new Error('between events');
    }, 10),
);
export const fillsAfter = after(() => {
  const all = [];
  for (;;) all.push({ all: [all.length] });
});
export const logsAfter = handler(() => void setInterval(() => console.log('between events'), 1));

// Swallows what the runtime hears.
export const swallowsExceptions = handler(() => {
  process.on('uncaughtException', () => undefined);
  return new Promise(() =>
    setTimeout(() => {
      throw new RangeError('heard all the same');
    }, 1),
  );
});
export const onlySwallows = handler(async () => {
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', () => undefined);
  setTimeout(() => {
    throw new RangeError('not heard');
  }, 1);
  await pause(20);
});
export const captures = handler(async () => {
  process.setUncaughtExceptionCaptureCallback(() => undefined);
  setTimeout(() => {
    throw new RangeError('not heard');
  }, 1);
  await pause(20);
});
export const throwsAtExit = handler(() => {
  process.on('exit', () => {
    throw new Error('at exit');
  });
  process.exit(2);
});
export const changesExitCode = handler(() => {
  process.on('exit', () => {
    process.exitCode = 9;
  });
  process.exit(2);
});
export const setsExitCode = handler(() => {
  process.exitCode = 5;
});
export const keepsAlive = handler(() => {
  process.on('beforeExit', () => setTimeout(() => undefined, 1));
  return new Promise(() => undefined);
});

// Answers that are none.
export const resultProxy = handler(
  () =>
    new Proxy(
      {},
      {
        get() {
          throw new Error('no member');
        },
        ownKeys() {
          throw new Error('no members');
        },
      },
    ),
);
export const resultGetter = handler(() => ({
  get statusCode() {
    throw new Error('no status');
  },
}));
export const resultLoops = handler(() => ({
  toJSON() {
    for (;;);
  },
}));
export const resultEndless = handler(() => ({
  toJSON() {
    return { next: this };
  },
}));
export const resultThen = handler(() => ({
  then() {
    throw new Error('no promise');
  },
}));
export const resultThenForGood = handler(() => ({ then: (resolve) => void resolve({ then: () => undefined }) }));
export const resultDeep = handler(() => {
  let deep = {};
  for (let n = 0; n < 1e5; n += 1) deep = { deep };
  return deep;
});
export const resultSymbol = handler(() => Symbol('none'));
export const resultFunction = handler(() => () => undefined);
export const resultOneMore = handler(() => ({ statusCode: 200, body: 'b'.repeat(6291556 - 26) }));
// Throws what is no error, or one that cannot be read.
export const throwsNull = handler(() => {
  throw null;
});
export const throwsSymbol = handler(() => {
  throw Symbol('none');
});
export const throwsFrozen = handler(() => {
  throw Object.freeze(new RangeError('frozen'));
});
export const throwsGetters = handler(() => {
  throw Object.defineProperties(new Error('x'), {
    message: {
      get() {
        throw new Error('no message');
      },
    },
    name: {
      get() {
        throw new Error('no name');
      },
    },
  });
});
export const throwsCyclic = handler(() => {
  const error = new Error('cyclic');
  error.cause = error;
  error.self = error;
  throw error;
});
export const throwsBigint = handler(() => {
  throw Object.assign(new Error('with a number'), { n: 1n });
});
export const throwsHuge = handler(() => {
  throw new Error('e'.repeat(2e6));
});
export const throwsLoop = handler(() => {
  throw Object.defineProperty(new Error('x'), 'stack', {
    get() {
      for (;;);
    },
  });
});
export const throwsManyCauses = handler(() => {
  let error = new Error('last');
  for (let n = 0; n < 1e4; n += 1) error = new Error(`cause ${n}`, { cause: error });
  throw error;
});
export const throwsClass = handler(() => {
  throw class Thrown extends Error {};
});
export const throwsNullPrototype = handler(() => {
  throw Object.create(null);
});
export const throwsRevoked = handler(() => {
  const { proxy, revoke } = Proxy.revocable(new Error('revoked'), {});
  revoke();
  throw proxy;
});

// Changes what everything stands on.
export const breaksArray = handler(() => {
  Array.prototype.push =
    Array.prototype.shift =
    Array.prototype.map =
    Array.prototype.filter =
      () => {
        throw new Error('array');
      };
});
export const breaksIteration = handler(() => {
  delete Array.prototype[Symbol.iterator];
});
export const breaksPromise = handler(() => {
  globalThis.Promise = class {
    constructor() {
      throw new Error('promise');
    }
  };
});
export const breaksThen = handler(() => {
  Promise.prototype.then = () => {
    throw new Error('then');
  };
});
export const breaksMap = handler(() => {
  Map.prototype.get =
    Set.prototype.has =
    Map.prototype.set =
      () => {
        throw new Error('map');
      };
});
export const breaksCall = handler(() => {
  Function.prototype.call =
    Function.prototype.apply =
    Function.prototype.bind =
      () => {
        throw new Error('call');
      };
});
export const breaksText = handler(() => {
  String.prototype.split =
    String.prototype.replaceAll =
    String.prototype.slice =
      () => {
        throw new Error('text');
      };
});
export const breaksObject = handler(() => {
  Object.assign =
    Object.entries =
    Object.keys =
    Object.defineProperty =
      () => {
        throw new Error('object');
      };
});
export const breaksDate = handler(() => {
  globalThis.Date = undefined;
  performance.now = () => {
    throw new Error('now');
  };
});
export const breaksAtomics = handler(() => {
  Atomics.wait =
    Atomics.load =
    Atomics.compareExchange =
      () => {
        throw new Error('atomics');
      };
});
export const breaksRegExp = handler(() => {
  RegExp.prototype.test = RegExp.prototype.exec = () => {
    throw new Error('regexp');
  };
});
export const breaksTick = handler(() => {
  process.nextTick = globalThis.queueMicrotask = () => {
    throw new Error('tick');
  };
});
export const breaksStreams = handler(() => {
  process.stdout.write = process.stderr.write = () => {
    throw new Error('write');
  };
});
export const breaksMemory = handler(() => {
  process.memoryUsage = v8.getHeapStatistics = () => {
    throw new Error('memory');
  };
});
export const breaksListeners = handler(() => {
  process.emit = () => {
    throw new Error('emit');
  };
  process.on = process.once = undefined;
});
export const freezesAll = handler(() => {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = globalThis[name];
    if (typeof value !== 'function') continue;
    Object.freeze(value);
    if (value.prototype) Object.freeze(value.prototype);
  }
});
export const noStackTraces = handler(() => {
  Error.stackTraceLimit = 0;
  throw new Error('short');
});
export const emptiesVariables = handler(() => {
  for (const name of Object.keys(process.env)) delete process.env[name];
});
export const replacesVariables = handler(() => {
  process.env = { NODE_OPTIONS: '--junk', _X_AMZN_TRACE_ID: 5 };
});
export const fillsVariables = handler(() => {
  process.env.JUNK = 'j'.repeat(1e6);
  process.env[''] = 'x';
  process.env['a=b'] = 'x';
});
export const breaksModules = handler(() => {
  const Module = require('node:module');
  Module._load = Module._resolveFilename = () => {
    throw new Error('modules');
  };
  for (const key of Object.keys(require.cache)) delete require.cache[key];
});
export const registersHooks = handler(() => {
  require('node:module').register('data:text/javascript,export function load() { throw new Error("hook") }');
});
export const replacesContext = handler((event, context) => {
  for (const key of Object.keys(context)) delete context[key];
  context.callbackWaitsForEmptyEventLoop = 'maybe';
});
export const longRegExp = handler(async () => {
  await null;
  return /^(\w+\s?)*$/.test('an input that takes its time to be refused by this!');
});

export const other = async () => ({ statusCode: 200, body: 'other' });
export const echo = async (event) => ({ statusCode: 200, body: event.body });
