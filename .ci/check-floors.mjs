// The dependency rule of docs/architecture.md: a file imports only from its own folder and from lower floors.
import { relative, resolve } from 'node:path';
import { importsOf, sourceFiles } from './imports.mjs';

const floors = {
  model: 1,
  // SigV4: signers above (service integrations) and verifiers above (IAM authorization, function URLs) share it.
  signing: 1.5,
  lambda: 2,
  // What several emulators have in common, on an engine: it knows nodes, buckets, bytes and connection ids, but no API.
  'shared-state': 2,
  observability: 2,
  // What two answers, events or exchanges have in common: the console and the command line compare the same way.
  comparison: 2,
  'route-types': 2,
  // Runs on AWS, in users' functions: it may load next to nothing.
  recorder: 2,
  authorizers: 3,
  integrations: 3,
  mapping: 3,
  traffic: 3,
  drills: 3,
  'http-api': 4,
  'rest-api': 4,
  'websocket-api': 4,
  server: 5,
  sources: 5,
  // Requests out of files that others wrote (HAR, OpenAPI …): they are read as the sources are.
  recording: 5.5,
  'control-plane': 5,
  dashboard: 5,
  emulator: 6,
  cli: 7,
};
const rootFiles = { 'emulator.ts': 'emulator', 'index.ts': 'emulator' };

// Inside a front end the rooms lie in this order too: what a call is made of first, what puts it together last.
const frontEnds = ['http-api', 'rest-api', 'websocket-api'];
const rooms = {
  routing: 1,
  call: 2,
  events: 3,
  transform: 4,
  logs: 5,
  responses: 5.5,
  integrations: 6,
  deployment: 7,
  management: 7.5,
  stages: 8,
};
const TOP = 9;

const root = resolve(process.argv[2] ?? 'src');

function folderOf(file) {
  const [first, ...rest] = relative(root, file).split('/');
  return rest.length === 0 ? rootFiles[first] : first;
}

const problems = [];
for (const file of sourceFiles(root)) {
  const from = folderOf(file);
  if (floors[from] === undefined) {
    problems.push(`${relative('.', file)}: the folder "${from}" is on no floor; add it to .ci/check-floors.mjs`);
    continue;
  }
  for (const { target, specifier, line } of importsOf(file)) {
    if (!target.startsWith(root)) continue;
    const to = folderOf(target);
    if (to === from) {
      if (frontEnds.includes(from)) checkRooms(file, target, line, specifier);
      continue;
    }
    if (floors[to] < floors[from]) continue;
    problems.push(
      `${relative('.', file)}:${line}: ${from} (floor ${floors[from]}) may not import ${to} (floor ${floors[to] ?? '?'}): ${specifier}`,
    );
  }
}
function checkRooms(file, target, line, specifier) {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from.name === to.name || to.height < from.height) return;
  problems.push(
    `${relative('.', file)}:${line}: ${from.name} (room ${from.height ?? '?'}) may not import ${to.name} (room ${to.height ?? '?'}): ${specifier}`,
  );
}

function roomOf(file) {
  const [, first, ...rest] = relative(root, file).split('/');
  return rest.length === 0 ? { name: 'its front', height: TOP } : { name: first, height: rooms[first] };
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log('floors: every import goes down, also between the rooms of a front end');
