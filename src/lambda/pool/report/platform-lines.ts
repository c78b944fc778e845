/** What the platform's own log lines say about one invocation. */
export interface PlatformFacts {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  readonly billedMs: number;
  readonly initMs: number | undefined;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  readonly status: 'success' | 'error' | 'timeout';
  /** Of a failure the platform found itself; a handler's own error leaves the invocation `success` here. */
  readonly platformErrorType: string | undefined;
  readonly timeoutSeconds: number;
  readonly producedBytes: number;
}

/** The lines around the function's own, in one format. Without line ends. */
export interface PlatformLines {
  initStart(facts: { readonly at: number; readonly functionName: string; readonly nodeVersion: string }): string;
  before(facts: Pick<PlatformFacts, 'requestId' | 'startedAt'>): string[];
  after(facts: PlatformFacts): string[];
  initReport(facts: {
    readonly at: number;
    readonly durationMs: number;
    readonly status: 'timeout' | 'error';
    readonly errorType: string;
  }): string;
}

const VERSION = '$LATEST';

/** The runtime here is the developer's Node; on AWS the digits name a build of the runtime. */
const RUNTIME_ARN = `arn:aws:lambda:us-east-1::runtime:${'0'.repeat(64)}`;

/** Tabs between fields and one after the last (docs/aws/lambda.md#platform-lines). */
export const textLines: PlatformLines = {
  initStart: ({ nodeVersion }) =>
    `INIT_START Runtime Version: nodejs:${nodeVersion}\tRuntime Version ARN: ${RUNTIME_ARN}`,
  before: ({ requestId }) => [`START RequestId: ${requestId} Version: ${VERSION}`],
  after: (facts) => [
    ...(facts.status === 'timeout'
      ? [`${iso(facts.endedAt)} ${facts.requestId} Task timed out after ${facts.timeoutSeconds.toFixed(2)} seconds`, '']
      : []),
    `END RequestId: ${facts.requestId}`,
    `${report(facts).join('\t')}\t`,
  ],
  initReport: ({ durationMs, status, errorType }) =>
    `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: init\tStatus: ${status}${status === 'error' ? `\tError Type: ${errorType}` : ''}`,
};

function report(facts: PlatformFacts): string[] {
  return [
    `REPORT RequestId: ${facts.requestId}`,
    `Duration: ${facts.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${facts.billedMs} ms`,
    `Memory Size: ${facts.memorySizeMb} MB`,
    `Max Memory Used: ${facts.maxMemoryUsedMb} MB`,
    ...(facts.initMs === undefined ? [] : [`Init Duration: ${facts.initMs.toFixed(2)} ms`]),
    ...(facts.status === 'timeout' ? ['Status: timeout'] : []),
    ...(facts.platformErrorType === undefined || facts.status === 'timeout'
      ? []
      : ['Status: error', `Error Type: ${facts.platformErrorType}`]),
  ];
}

/** One object a line (docs/aws/lambda.md#json-format). */
export const jsonLines: PlatformLines = {
  initStart: ({ at, functionName, nodeVersion }) =>
    line(at, 'platform.initStart', {
      initializationType: 'on-demand',
      phase: 'init',
      runtimeVersion: `nodejs:${nodeVersion}`,
      runtimeVersionArn: RUNTIME_ARN,
      functionName,
      functionVersion: VERSION,
    }),
  before: (facts) => [line(facts.startedAt, 'platform.start', { requestId: facts.requestId, version: VERSION })],
  after: (facts) => [
    line(facts.endedAt, 'platform.runtimeDone', {
      requestId: facts.requestId,
      status: jsonStatus(facts),
      metrics: { durationMs: rounded(facts.durationMs), producedBytes: facts.producedBytes },
    }),
    line(facts.endedAt, 'platform.report', {
      requestId: facts.requestId,
      status: jsonStatus(facts),
      metrics: {
        durationMs: rounded(facts.durationMs),
        billedDurationMs: facts.billedMs,
        memorySizeMB: facts.memorySizeMb,
        maxMemoryUsedMB: facts.maxMemoryUsedMb,
        ...(facts.initMs === undefined ? {} : { initDurationMs: rounded(facts.initMs) }),
      },
      ...(facts.platformErrorType === undefined ? {} : { errorType: facts.platformErrorType }),
    }),
  ],
  initReport: ({ at, durationMs, status, errorType }) =>
    line(at, 'platform.initReport', {
      initializationType: 'on-demand',
      phase: 'init',
      status,
      ...(status === 'error' ? { errorType } : {}),
      metrics: { durationMs: rounded(durationMs) },
    }),
};

function jsonStatus(facts: PlatformFacts): string {
  if (facts.status === 'timeout') return 'timeout';
  if (facts.platformErrorType !== undefined) return 'failure';
  return facts.status;
}

function line(at: number, type: string, record: object): string {
  return JSON.stringify({ time: iso(at), type, record });
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
