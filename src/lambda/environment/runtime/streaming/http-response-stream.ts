import type { ResponseStream } from './response-stream.ts';

const METADATA_PRELUDE = 'application/vnd.awslambda.http-integration-response';
const DELIMITER = new Uint8Array(8);

/**
 * `awslambda.HttpResponseStream`: sends status, headers and cookies before the body. The prelude hangs on the first `write`; an `end` without
 * one sends no prelude, on AWS as here (docs/aws/lambda.md#streaming-handlers).
 */
export const HttpResponseStream = {
  from(stream: ResponseStream, prelude: unknown): ResponseStream {
    stream.setContentType(METADATA_PRELUDE);
    const metadata = JSON.stringify(prelude);
    stream._onBeforeFirstWrite = (write) => {
      write(metadata);
      write(DELIMITER);
    };
    return stream;
  },
};
