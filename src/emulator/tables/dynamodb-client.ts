import { setTimeout as pause } from 'node:timers/promises';
import type { AwsBackend } from '../../integrations/contract.ts';
import { BackendError } from '../../integrations/contract.ts';

/** Nothing answers. */
export class DynamoDbError extends Error {
  override readonly name = 'DynamoDbError';
}

export interface DynamoDbAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** `ResourceInUseException`, and its message, when the call was refused. */
  readonly error?: string;
  readonly message?: string;
}

const TIMEOUT_MS = 5000;
/** Databases on this machine take half a second to make a table, as DynamoDB takes some. */
const PAUSE_MS = 50;
const LONGEST_WAIT_MS = 10_000;
const ATTEMPTS = 5;

/** The calls to DynamoDB that filling tables takes. */
export class DynamoDbClient {
  constructor(
    readonly aws: AwsBackend,
    readonly region: string,
  ) {}

  /** Throws `DynamoDbError` when nothing answers. */
  async call(action: string, input: Readonly<Record<string, unknown>>): Promise<DynamoDbAnswer> {
    const body = JSON.stringify(input);
    const request = { service: 'dynamodb', region: this.region, action, method: 'POST', headers: [], query: [], body };
    try {
      const answer = await this.aws.call({ ...request, timeoutMs: TIMEOUT_MS });
      const text = Buffer.isBuffer(answer.body) ? answer.body.toString() : '';
      return answerOf(answer.statusCode, text);
    } catch (error) {
      if (error instanceof BackendError) throw new DynamoDbError(error.message, { cause: error });
      throw error;
    }
  }

  /** Until a table can be written to, or takes too long. */
  async waitFor(table: string): Promise<void> {
    for (let waited = 0; waited < LONGEST_WAIT_MS; waited += PAUSE_MS) {
      const { body } = await this.call('DescribeTable', { TableName: table });
      const { TableStatus: status } = (body['Table'] ?? {}) as { TableStatus?: string };
      if (status !== 'CREATING') return;
      await pause(PAUSE_MS);
    }
  }

  /** Writes items, again those that the database was too busy for. */
  async write(table: string, items: readonly unknown[]): Promise<DynamoDbAnswer> {
    let requests: unknown = { [table]: items.map((item) => ({ PutRequest: { Item: item } })) };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.call('BatchWriteItem', { RequestItems: requests });
      const left = answer.body['UnprocessedItems'] as object | undefined;
      if (answer.error !== undefined || left === undefined || Object.keys(left).length === 0) return answer;
      if (attempt === ATTEMPTS) return { ...answer, error: 'Unprocessed', message: 'the database is too busy' };
      requests = left;
      await pause(PAUSE_MS * attempt);
    }
  }
}

function answerOf(status: number, text: string): DynamoDbAnswer {
  let body: Readonly<Record<string, unknown>> & Refusal;
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    throw new DynamoDbError(`what answers is no DynamoDB: status ${status}`);
  }
  if (status < 400) return { body };
  const error = (body.__type ?? String(status)).replace(/^.*#/, '');
  return { body, error, message: body.message ?? body.Message ?? error };
}

/** What DynamoDB says when it refuses a call; databases on this machine write it either way. */
interface Refusal {
  readonly __type?: string;
  readonly message?: string;
  readonly Message?: string;
}
