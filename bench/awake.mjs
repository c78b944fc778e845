// Keeps every processor from falling asleep between two answers. On a virtual machine a sleeping one takes tens of microseconds to wake, on both
// sides: a server that is slower than its client pays that for every answer, one that keeps its client busy never does. What is kept awake runs at
// the lowest priority (a sixtieth of what anything else gets) and ends with its parent.
import { fork } from 'node:child_process';
import { cpus, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

const LOWEST = 19;
const SLICE_MS = 20;

/** Until this process ends. */
export function keepAwake() {
  for (let i = 0; i < cpus().length; i += 1) fork(fileURLToPath(import.meta.url), ['spin']);
}

if (process.argv[2] === 'spin') {
  setPriority(LOWEST);
  process.on('disconnect', () => process.exit(0));
  spin();
}

function spin() {
  const end = performance.now() + SLICE_MS;
  while (performance.now() < end);
  setImmediate(spin);
}
