/** How API Gateway and Lambda count what they charge for: docs/aws/metrics-and-pricing.md */

const KILOBYTE = 1024;
const HTTP_UNIT = 512 * KILOBYTE;
const MESSAGE_UNIT = 32 * KILOBYTE;
const STREAM_UNIT = 10 * KILOBYTE * KILOBYTE;
/** Of `/tmp`, in MB: what every function has without a charge. */
const FREE_EPHEMERAL_MB = 512;

/** An HTTP API's request of so many bytes (request and response together): one for every 512 KB begun. */
export function httpRequestUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / HTTP_UNIT));
}

/** A REST API's request is one, whatever its size; a streamed response counts one for every 10 MB begun. */
export function restRequestUnits(streamedBytes: number): number {
  return Math.max(1, Math.ceil(streamedBytes / STREAM_UNIT));
}

/** A WebSocket message in either direction: one for every 32 KB begun. */
export function messageUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / MESSAGE_UNIT));
}

/** Minutes of a connection that lasted so many milliseconds; a minute begun is counted whole. */
export function connectionMinutes(milliseconds: number): number {
  return Math.ceil(milliseconds / 60_000);
}

/** GB-seconds of one invocation: billed milliseconds (rounded up) times memory; a GB is 1,024 MB. */
export function gbSeconds(milliseconds: number, memoryMb: number): number {
  return (Math.ceil(milliseconds) / 1000) * (memoryMb / 1024);
}

/** GB-seconds of `/tmp` above what is free. */
export function ephemeralGbSeconds(milliseconds: number, ephemeralMb: number): number {
  return gbSeconds(milliseconds, Math.max(0, ephemeralMb - FREE_EPHEMERAL_MB));
}
