import type { Clock } from './clock.ts';

/** The work's outcome, or the error that `late` makes when it takes longer. The work itself is left to end on its own, as on AWS. */
export function withTimeLimit<Result>(
  clock: Clock,
  milliseconds: number,
  work: Promise<Result>,
  late: () => Error,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => reject(late()));
    work.then(
      (result) => {
        cancel();
        resolve(result);
      },
      (error: unknown) => {
        cancel();
        // eslint-disable-next-line prefer-promise-reject-errors -- whatever it was, it goes on unchanged
        reject(error);
      },
    );
  });
}
