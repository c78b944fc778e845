import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

/** What went wrong with a request, as the client and `$context.error.*` see it. */
export interface Fault {
  /** Absent where AWS names no gateway response. */
  readonly responseType?: GatewayErrorType;
  readonly message: string;
}
