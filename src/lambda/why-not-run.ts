import type { LambdaFunction } from '../model/definition/function.ts';

/** What callers of a function read that cannot run here: why, and what to write so that it can. */
export function whyNotRun({ name, id = name }: LambdaFunction, why: string): string {
  const key = /^[\w-]+$/.test(id) ? id : JSON.stringify(id);
  return `The function ${id} cannot run here: ${why}. Say how in emulator.config.yaml, beside "source:": functions: { ${key}: { command: "a program that speaks the Lambda Runtime API" } }`;
}
