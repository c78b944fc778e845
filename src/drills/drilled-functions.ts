import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type {
  InvocationReport,
  InvocationResult,
  InvokeCall,
  LambdaInvoker,
  StreamingResult,
} from '../model/lambda/invocation.ts';
import type { DrillServices } from './contract.ts';
import type { DrillRule } from './drill-rule.ts';
import { wait } from './wait.ts';

export interface FunctionRules {
  /** `function-error` or `malformed-result`. */
  readonly outcome: DrillRule | undefined;
  readonly cold: DrillRule | undefined;
}

/** Lambda as one exchange finds it: a function that fails, answers nonsense, or starts cold. */
export class DrilledFunctions implements LambdaInvoker {
  readonly #services: DrillServices;
  readonly #rules: FunctionRules;
  readonly #note: (rule: DrillRule, effect: string) => void;

  constructor(services: DrillServices, rules: FunctionRules, note: (rule: DrillRule, effect: string) => void) {
    this.#services = services;
    this.#rules = rules;
    this.#note = note;
  }

  async invoke(call: InvokeCall): Promise<InvocationResult> {
    const { outcome } = this.#rules;
    if (outcome?.fault.kind === 'function-error') return this.#failed(outcome, call);
    const result = await this.#cold(call, () => this.#services.lambda.invoke(call));
    if (outcome === undefined || result.functionError !== undefined) return result;
    this.#note(outcome, 'the function returned a malformed result');
    return { ...result, payload: malformedPayload(outcome) };
  }

  async invokeStreaming(call: InvokeCall): Promise<StreamingResult> {
    const { outcome, cold } = this.#rules;
    if (outcome !== undefined) return streamOf(await this.invoke(call));
    if (cold === undefined) return this.#services.lambda.invokeStreaming(call);
    await this.#startCold(cold, call);
    return this.#services.lambda.invokeStreaming(call);
  }

  /** Its caller has the answer before the function runs. */
  invokeAsync(call: InvokeCall): Promise<string> {
    return this.#services.lambda.invokeAsync(call);
  }

  async #cold(call: InvokeCall, invoke: () => Promise<InvocationResult>): Promise<InvocationResult> {
    const { cold } = this.#rules;
    if (cold === undefined) return invoke();
    const addedMs = await this.#startCold(cold, call);
    const result = await invoke();
    return { ...result, report: slowerStart(result.report, addedMs) };
  }

  /** Resolves with the milliseconds that the start took longer. */
  async #startCold(cold: DrillRule, { functionName }: InvokeCall): Promise<number> {
    const addedMs = cold.delay(0);
    this.#note(cold, addedMs === 0 ? 'a new environment' : `a new environment, ${addedMs} ms slower`);
    this.#services.endWarm(functionName);
    await wait(this.#services.clock, addedMs);
    return addedMs;
  }

  /** As the runtime reports an error that the handler threw. */
  #failed(rule: DrillRule, { functionName, requestId = randomUUID() }: InvokeCall): InvocationResult {
    const { errorType = 'Error', errorMessage = `Drill ${rule.id}: this error was made by gw-emulate` } = rule.fault;
    this.#note(rule, `the function failed with ${errorType}: ${errorMessage}`);
    const error = { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] };
    const at = new Date(this.#services.clock.now()).toISOString();
    const shown = JSON.stringify({ errorType, errorMessage, stack: error.trace });
    const report = failedReport(`${at}\t${requestId}\tERROR\tInvoke Error \t${shown}`);
    this.#services.failed?.(functionName, report);
    return {
      requestId,
      payload: JSON.stringify(error),
      functionError: 'Unhandled',
      executedVersion: '$LATEST',
      report,
    };
  }
}

/** Not a proxy response in any format: an object whose status is none. */
function malformedPayload({ id }: DrillRule): string {
  return JSON.stringify({ statusCode: `made malformed by drill ${id}` });
}

/** Written out: a report is more than its own members. */
function slowerStart(report: InvocationReport, addedMs: number): InvocationReport {
  const { durationMs, billedMs, initMs = 0, memorySizeMb, maxMemoryUsedMb, status } = report;
  const logLines = (): readonly string[] => report.logLines();
  return { durationMs, billedMs, initMs: initMs + addedMs, memorySizeMb, maxMemoryUsedMb, status, logLines };
}

function failedReport(line: string): InvocationReport {
  return {
    durationMs: 1,
    billedMs: 1,
    memorySizeMb: 128,
    maxMemoryUsedMb: 0,
    status: 'error',
    logLines: () => [line],
  };
}

function streamOf(result: InvocationResult): StreamingResult {
  return {
    requestId: result.requestId,
    contentType: 'application/json',
    body: Readable.from([Buffer.from(result.payload)]),
    finished: Promise.resolve(result),
  };
}
