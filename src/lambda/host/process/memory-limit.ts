import { readFileSync } from 'node:fs';

const EVERY_MS = 100;
/** What a process of Node takes before a function is loaded, and what its young generation and compiled code may add. */
const NODE_MB = 150;

interface Limit {
  readonly mostMb: number;
  readonly passed: () => void;
}

const limits = new Map<number, Limit>();
let timer: NodeJS.Timeout | undefined;

/**
 * V8 limits the heap of a function's own process, and nothing limits what its buffers and threads take: Lambda ends it at its memory. Calls
 * `passed` once when it holds far more. `memoryMb`: of the function. Does nothing where the system does not show processes as files.
 */
export function limitMemory(pid: number, memoryMb: number, passed: () => void): void {
  if (process.platform !== 'linux') return;
  limits.set(pid, { mostMb: memoryMb + NODE_MB, passed });
  timer ??= setInterval(look, EVERY_MS).unref();
}

export function forgetMemory(pid: number): void {
  limits.delete(pid);
  if (limits.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

function look(): void {
  for (const [pid, { mostMb, passed }] of limits) {
    if (residentMb(pid) <= mostMb) continue;
    forgetMemory(pid);
    passed();
  }
}

/** Megabytes; 0 when it has ended. */
function residentMb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
