import type { TextChecks } from '../sources/problems/text-checks.ts';
export const textChecks: TextChecks = {};
