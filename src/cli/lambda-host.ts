/**
 * Gives this process what all its threads share and handlers know from Lambda: UTC, and the functions' folder as the working folder, so that
 * `readFileSync('data.json')` finds the file. To be called before the first environment starts.
 */
export function becomeLambdaHost(root: string): void {
  process.env['TZ'] = 'UTC';
  process.chdir(root);
}
