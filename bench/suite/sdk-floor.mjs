// What a new environment of the large project cannot take less than: a bare thread that loads the AWS SDK's client.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { repository } from '../processes.mjs';
import { median } from '../statistics.mjs';

const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const began = performance.now();
const { DynamoDBClient } = require('node:module').createRequire(workerData)('@aws-sdk/client-dynamodb');
new DynamoDBClient({ region: 'eu-central-1' });
parentPort.postMessage(performance.now() - began);`;

/** The median of so many threads, in milliseconds. */
export async function sdkFloor(rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const options = { eval: true, workerData: join(repository, 'package.json'), stdout: true, stderr: true };
    const worker = new Worker(PROGRAM, options);
    const [milliseconds] = await once(worker, 'message');
    times.push(milliseconds);
    await worker.terminate();
  }
  return median(times);
}
