/* oxlint-disable unicorn/require-post-message-target-origin -- workers have none */
/**
 * Stands in for the native part of AWS's runtime interface client (`rapid-client.node`: `next`, `done` and `error` over the Runtime API), whose
 * compilation wants curl. As there, `done` and `error` return when the answer is out, whatever the program does next, and only `next` keeps the
 * event loop alive. To be required before the client.
 */
const Module = require('node:module');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const PATIENCE_MS = 10_000;
const posted = new Int32Array(new SharedArrayBuffer(4));

const transport = new Worker(
  `
  const http = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  parentPort.on('message', ({ method, path, headers, body, wait }) => {
    const request = http.request({ hostname, port, agent, method, headers, path: '/2018-06-01/runtime/invocation/' + path });
    request.on('response', async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      if (!wait) return parentPort.postMessage({ bodyJson: text, headers: response.headers });
      Atomics.store(workerData, 0, 1);
      Atomics.notify(workerData, 0);
    });
    request.on('error', () => undefined);
    request.end(body);
  });
`,
  { eval: true, workerData: posted },
);
transport.unref();
let answered = () => undefined;
transport.on('message', (message) => answered(message));

/** What a request has of an answer; the native client knows only these, and not `undefined` ones. */
const KNOWN = [
  'aws-request-id',
  'trace-id',
  'invoked-function-arn',
  'client-context',
  'cognito-identity',
  'aws-tenant-id',
];

function post(path, body, headers) {
  Atomics.store(posted, 0, 0);
  transport.postMessage({
    method: 'POST',
    path,
    body,
    headers: { 'content-type': 'application/json', ...headers },
    wait: true,
  });
  Atomics.wait(posted, 0, 0, PATIENCE_MS);
  return null;
}

const client = {
  next() {
    transport.ref();
    transport.postMessage({ method: 'GET', path: 'next', headers: {}, wait: false });
    return new Promise((resolve) => {
      answered = ({ bodyJson, headers: received }) => {
        transport.unref();
        const known = KNOWN.map((name) => `lambda-runtime-${name}`).filter((name) => received[name] !== undefined);
        const headers = {
          'lambda-runtime-deadline-ms': Number(received['lambda-runtime-deadline-ms']),
          ...Object.fromEntries(known.map((name) => [name, received[name]])),
        };
        resolve({ bodyJson, headers });
      };
    });
  },
  done(id, body) {
    if (typeof id !== 'string' || typeof body !== 'string') throw new TypeError('Wrong arguments');
    return post(`${id}/response`, body, {});
  },
  error(id, body, xray) {
    if (![id, body, xray].every((text) => typeof text === 'string')) throw new TypeError('Wrong arguments');
    const { errorType } = JSON.parse(body);
    return post(`${id}/error`, body, {
      'lambda-runtime-function-error-type': encodeURI(String(errorType)),
      'lambda-runtime-function-xray-error-cause': encodeURIComponent(xray),
    });
  },
};

const load = Module._extensions['.node'];
Module._extensions['.node'] = (module, file) => {
  if (path.basename(file) === 'rapid-client.node') module.exports = client;
  else load(module, file);
};
