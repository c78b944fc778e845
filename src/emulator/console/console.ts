import type { LocalIssuer } from '../../authorizers/index.ts';
import type { ConsoleServices } from '../../dashboard/services.ts';
import type { LambdaService } from '../../lambda/index.ts';
import type { Clock } from '../../model/base/clock.ts';
import { fail } from '../../model/base/errors.ts';
import type { Problem } from '../../model/base/position.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { Model } from '../../model/definition/model.ts';
import type { FrontEnd } from '../../model/http/front-end.ts';
import type { Exchange } from '../../observability/exchange.ts';
import { LogStore } from '../../observability/log-store.ts';
import { type ExchangeRecord, exchangeRecord } from '../../observability/record/exchange-record.ts';
import type { SourceContext } from '../../observability/record/refusal.ts';
import { cloudWatchMetrics } from '../../observability/session/cloudwatch.ts';
import { Session } from '../../observability/session/session.ts';
import { VERSION } from '../version.ts';
import type { DeployedApis } from '../apis/deployed-apis.ts';
import type { FunctionUrls } from '../apis/function-urls.ts';
import type { RunningApi } from '../contract.ts';
import type { LastingServices } from '../lasting-services.ts';
import type { Faults } from '../testing/faults.ts';
import type { EmulatorObserver } from '../observer.ts';
import { consoleOpenApi } from './open-api.ts';
import { Findings } from './findings.ts';
import { recordingObserver } from './recording-observer.ts';
import { sendRequest } from './send-request.ts';
import { consoleSockets } from './sockets.ts';
import { sourceContext } from './source-context.ts';
import { templateFiles } from './template-files.ts';
import { consoleUsage } from './usage.ts';

/** The running emulator, as the console needs it. */
export interface ConsoleParts {
  readonly model: () => Model;
  readonly apis: () => readonly RunningApi[];
  readonly lambda: LambdaService;
  /** What invokes functions, those that are mocked among them. */
  readonly functions: LambdaInvoker;
  readonly lasting: LastingServices;
  readonly deployed: DeployedApis;
  readonly functionUrls: FunctionUrls;
  readonly processes: ConsoleServices['processes'];
  readonly localIssuer: LocalIssuer;
  readonly faults: Faults;
}

/** What is recorded for the console while the emulator runs, from before its functions are built. */
export class Console {
  readonly logs = new LogStore();
  readonly session: Session;
  readonly sources: SourceContext;
  readonly observer: EmulatorObserver;
  readonly #findings = new Findings();
  readonly #clock: Clock;
  readonly #cwd: string;

  constructor(observer: EmulatorObserver, cwd: string, model: () => Model, problems: readonly Problem[], clock: Clock) {
    this.#clock = clock;
    this.#cwd = cwd;
    this.session = new Session(clock);
    this.sources = sourceContext(cwd, model);
    this.observer = recordingObserver(observer, {
      logs: this.logs,
      session: this.session,
      findings: this.#findings,
      clock,
    });
    if (problems.length > 0) this.observer.problems?.(problems);
  }

  /** Something else than traffic changed. */
  changed(): void {
    this.#findings.changed();
  }

  /** Forgets logs and metrics. */
  clear(): void {
    this.logs.clear();
    this.session.clear();
  }

  record(exchange: Exchange): ExchangeRecord {
    return exchangeRecord(exchange, this.sources);
  }

  services({
    model,
    apis,
    lambda,
    functions,
    lasting,
    deployed,
    functionUrls,
    processes,
    localIssuer,
    faults,
  }: ConsoleParts): ConsoleServices {
    const { journal, connections } = lasting;
    journal.subscribe((exchange) => this.session.exchange(exchange));
    journal.subscribeSent((message) => this.session.sent(message));
    const frontEndOf = (name: string): FrontEnd => {
      const found = deployed.get(name)?.frontEnd ?? functionUrls.frontEnd(name);
      if (found === undefined)
        throw fail(
          'API_UNKNOWN',
          name,
          apis()
            .map((api) => api.name)
            .join(', '),
        );
      return found;
    };
    const sockets = consoleSockets({
      connections,
      frontEnd: (key) =>
        deployed.list().flatMap((slot) => {
          const { api, webSocket: frontEnd } = slot;
          return frontEnd !== undefined && (api.id === key || api.name === key) ? [{ api, frontEnd }] : [];
        })[0],
      now: () => this.#clock.now(),
    });
    return {
      version: VERSION,
      startedAt: this.#clock.now(),
      apis,
      functionUrls: () => functionUrls.list(),
      processes,
      model,
      journal,
      session: this.session,
      logs: this.logs,
      metrics: () => cloudWatchMetrics(this.session),
      sources: this.sources,
      builds: () => lambda.builds(),
      environments: () => lambda.environments(),
      environmentsOf: (functionName) => lambda.environmentsOf(functionName),
      waitsFor: (functionName, event) => lambda.waitsFor(functionName, event),
      problems: () => this.#findings.list(lambda.builds()),
      lastReload: () => this.#findings.lastReload,
      subscribe: (listener) => this.#findings.subscribe(listener),
      send: async (api, request) => sendRequest(frontEndOf(api), request, journal),
      sockets,
      invoke: (functionName, payload) => functions.invoke({ functionName, payload }),
      mint: (request) => localIssuer.mint(request),
      faults,
      usage: consoleUsage(model, () => lasting.quotas(model), this.#clock),
      templateFiles: templateFiles(this.#cwd, model),
      async sampleEvent(kind) {
        const { sampleForConsole } = await import('./sample-event.ts');
        return sampleForConsole(kind);
      },
      async otherFormat(exchange) {
        const { otherFormat } = await import('./other-format.ts');
        return otherFormat(exchange, model());
      },
      openApi: (name) => consoleOpenApi(model(), name),
    };
  }
}
