import type { GatewayResponseType } from '../../model/definition/gateway-response-types.ts';

/** What went wrong with a call, as `$context.error.*` shows it. */
export interface Fault {
  /** Absent where no gateway response applies. */
  readonly responseType?: GatewayResponseType;
  readonly message: string | null;
  readonly validationErrorString?: string;
}
