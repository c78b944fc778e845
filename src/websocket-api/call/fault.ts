import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

/** What went wrong with a call, as the client and `$context.error.*` see it. */
export interface Fault {
  /** `undefined` where AWS names no gateway response. */
  readonly responseType: GatewayErrorType | undefined;
  /** The handshake's status, or the one that a message or a close would have had. */
  readonly statusCode: number;
  readonly message: string;
  /** The message that every failure of this type has where its cause brings none of its own. */
  readonly stockMessage: string;
  readonly validationErrorString: string | undefined;
}
