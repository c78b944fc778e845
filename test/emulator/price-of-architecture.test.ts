// The architecture of a function decides its price, whichever input it is written in. Prices of us-east-1 per GB-second:
// docs/aws/metrics-and-pricing.md#41-us-east-1-o-p2-effective-2025-10-01.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CODE = 'exports.run = async () => 1;';
const SAM = (globals: string, own: string): string => `
Transform: AWS::Serverless-2016-10-31
${globals}
Resources:
  run:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: handlers.run
      Runtime: nodejs20.x
      MemorySize: 256
${own}
      Events: { any: { Type: HttpApi } }
`;
const CLOUDFORMATION = `
Resources:
  run:
    Type: AWS::Lambda::Function
    Properties:
      Code: .
      Handler: handlers.run
      Runtime: nodejs20.x
      Role: arn:aws:iam::123456789012:role/run
      MemorySize: 256
      Architectures: [arm64]
  api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: api, ProtocolType: HTTP, Target: !GetAtt run.Arn } }
`;
const SERVERLESS = `
service: priced
provider: { name: aws, runtime: nodejs20.x, architecture: arm64, memorySize: 256 }
functions:
  run: { handler: handlers.run, events: [{ httpApi: '*' }] }
`;
const CONFIG = `
functions:
  run: { handler: handlers.run, memory: 256, architectures: [arm64] }
`;

test.each([
  ['SAM', 'template.yaml', SAM('', '      Architectures: [arm64]'), 'arm64'],
  ['SAM with Globals', 'template.yaml', SAM('Globals: { Function: { Architectures: [arm64] } }', ''), 'arm64'],
  ['SAM that says nothing', 'template.yaml', SAM('', ''), 'x86_64'],
  ['CloudFormation', 'template.yaml', CLOUDFORMATION, 'arm64'],
  ['serverless.yml', 'serverless.yml', SERVERLESS, 'arm64'],
  ['emulator.config.yaml', 'emulator.config.yaml', CONFIG, 'arm64'],
])('%s: a function is charged by its architecture', async (_name, file, text, architecture) => {
  const folder = temporaryFolder('priced');
  writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, 'handlers.cjs'), CODE);
  await using emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
  const name = Object.keys(emulator.model.functions).find((one) => one.endsWith('run')) ?? '';
  const { report } = await emulator.invoke(name, {});
  const response = await fetch(`${emulator.admin}/_gw/cost?region=us-east-1`);
  const { cost } = (await response.json()) as { cost: { items: { item: string; quantity: number; cost: number }[] } };
  const duration = cost.items.filter(({ item }) => item.startsWith('duration'));
  expect(duration.map(({ item }) => item)).toEqual([`duration (${architecture})`]);
  // Durations are rounded up to a millisecond (docs/aws/metrics-and-pricing.md#43-init-billing-since-2025-08-01), and the init phase is part of them.
  expect(Number.isInteger(report.billedMs)).toBe(true);
  expect(report.billedMs).toBeGreaterThanOrEqual(report.durationMs + (report.initMs ?? 0));
  expect(report.billedMs).toBeLessThan(report.durationMs + (report.initMs ?? 0) + 1);
  const price = architecture === 'arm64' ? 0.0000133334 : 0.0000166667;
  expect(duration[0]?.cost).toBeCloseTo((report.billedMs / 1000) * (256 / 1024) * price, 15);
});
