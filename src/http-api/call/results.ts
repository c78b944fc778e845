import type { Readable } from 'node:stream';
import type { HeaderList } from '../../model/http/messages.ts';

/** What the integration answered, before the gateway's own headers: the third of the four shapes. */
export interface IntegrationResult {
  readonly statusCode: number;
  /** Spelled as the integration spelled them; what the gateway does not let through is still in. */
  readonly headers: HeaderList;
  readonly body: string | Buffer | Readable | null;
  /** What the backend announced, for a body that is not here in one piece. */
  readonly contentLength?: string;
}
