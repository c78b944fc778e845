import type {
  AwsBackend,
  AwsServiceRequest,
  BackendRequest,
  BackendResponse,
  HttpBackend,
} from '../../src/integrations/contract.ts';

/** A backend that remembers what it was asked and gives the same answer each time, or fails. */
export class FakeBackend implements HttpBackend {
  readonly requests: BackendRequest[] = [];

  constructor(readonly answer: (request: BackendRequest) => BackendResponse | Promise<BackendResponse>) {}

  async call(request: BackendRequest): Promise<BackendResponse> {
    this.requests.push(request);
    return this.answer(request);
  }
}

export class FakeAws implements AwsBackend {
  readonly requests: AwsServiceRequest[] = [];

  constructor(readonly answer: BackendResponse) {}

  call(request: AwsServiceRequest): Promise<BackendResponse> {
    this.requests.push(request);
    return Promise.resolve(this.answer);
  }
}

export function says(statusCode: number, body: string, headers: BackendResponse['headers'] = []): BackendResponse {
  return { statusCode, headers, body: Buffer.from(body) };
}
