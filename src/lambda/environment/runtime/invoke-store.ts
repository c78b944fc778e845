type Fields = Readonly<Record<string | symbol, unknown>>;

const KEYS = {
  REQUEST_ID: Symbol.for('_AWS_LAMBDA_REQUEST_ID'),
  X_RAY_TRACE_ID: Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'),
  TENANT_ID: Symbol.for('_AWS_LAMBDA_TENANT_ID'),
} as const;

/**
 * `awslambda.InvokeStore` of Node 24: what the current invocation is, for libraries (docs/aws/lambda.md#handler-contract). One event at a
 * time needs no more.
 */
export class InvokeStore {
  #fields: Record<string | symbol, unknown> | undefined;

  /** Makes an invocation the current one. */
  enter(requestId: string, traceId: string | undefined, tenantId: string | undefined): void {
    this.#fields = { [KEYS.REQUEST_ID]: requestId, [KEYS.X_RAY_TRACE_ID]: traceId, [KEYS.TENANT_ID]: tenantId };
  }

  getContext(): Fields | undefined {
    return this.#fields;
  }

  hasContext(): boolean {
    return this.#fields !== undefined;
  }

  get(key: string | symbol): unknown {
    return this.#fields?.[key];
  }

  set(key: string | symbol, value: unknown): void {
    if (Object.values(KEYS).includes(key as never))
      throw new Error(`Cannot modify protected Lambda context field: ${String(key)}`);
    if (this.#fields) this.#fields[key] = value;
  }

  getRequestId(): string {
    return (this.get(KEYS.REQUEST_ID) as string | undefined) ?? '-';
  }

  getXRayTraceId(): string | undefined {
    return this.get(KEYS.X_RAY_TRACE_ID) as string | undefined;
  }

  getTenantId(): string | undefined {
    return this.get(KEYS.TENANT_ID) as string | undefined;
  }

  run<Result>(fields: Fields, work: () => Result): Result {
    const before = this.#fields;
    this.#fields = { ...fields };
    try {
      return work();
    } finally {
      this.#fields = before;
    }
  }
}
