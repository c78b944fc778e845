#!/usr/bin/env node
import { createProgram } from './program.ts';
import { terminal } from './io.ts';
import { printFailure } from './print/failure.ts';

const io = terminal();
try {
  process.exitCode = await createProgram(io).run(process.argv);
} catch (error) {
  const { EmulatorError } = await import('../model/errors.ts');
  if (!(error instanceof EmulatorError)) throw error;
  printFailure(io, error.message);
  process.exitCode = 1;
}
