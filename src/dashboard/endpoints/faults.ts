import { FAULT_KINDS } from '../../model/definition/fault.ts';
import { EmulatorError } from '../../model/base/errors.ts';
import { type Endpoint, Refused } from '../endpoint.ts';

export const faultEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/faults',
    summary: 'The drills that are on, in the order in which they are asked',
    answers: {
      faults: 'list: the rule, id, source, matched, touched, summary',
      kinds: 'every kind with what it does and its settings',
    },
    handle: (_call, { faults }) => ({ faults: faults.list(), kinds: FAULT_KINDS }),
  },
  {
    method: 'POST',
    path: '/_gw/faults',
    summary: 'Switch a drill on',
    body: {
      kind: 'what goes wrong: latency, throttle, timeout …',
      api: 'only this API',
      route: 'only this route: GET /products/{id}, or a WebSocket route key',
      function: 'only routes with this function behind them',
      connection: 'only this WebSocket connection',
      share: 'part of the requests, above 0 up to 1',
      seed: 'the same seed makes the same decisions',
      count: 'requests to touch',
      duration: 'seconds until it ends',
      milliseconds: 'how long the effect takes',
      jitter: 'what milliseconds may be off',
      code: 'of websocket-drop: 1006 or 1001',
      errorType: 'of function-error',
      errorMessage: 'of function-error',
    },
    answers: { fault: 'the rule with its id' },
    handle({ body }, { faults }) {
      try {
        return { fault: faults.add(body) };
      } catch (error) {
        if (error instanceof EmulatorError && error.code === 'FAULT_INVALID') throw new Refused(400, error.message);
        throw error;
      }
    },
  },
  {
    method: 'DELETE',
    path: '/_gw/faults',
    summary: 'End all drills',
    answers: {},
    handle(_call, { faults }) {
      faults.clear();
      return {};
    },
  },
  {
    method: 'DELETE',
    path: '/_gw/faults/{id}',
    summary: 'End one drill',
    answers: {},
    handle({ variables }, { faults }) {
      const id = variables['id'] ?? '';
      if (faults.remove(id)) return {};
      const on = faults.list().map((fault) => fault.id);
      throw new Refused(404, `No drill "${id}" is on. ${on.length === 0 ? 'None is.' : `On: ${on.join(', ')}.`}`);
    },
  },
];
