/** How often an npx-started process looks whether its parent is still there. */
const PARENT_POLL_MS = 200;

/** The first SIGINT or SIGTERM asks for an orderly stop; a second one ends the process at once. */
export function stopOnSignals(environment: NodeJS.ProcessEnv): { readonly asked: Promise<void>; release(): void } {
  let ask: () => void = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  let count = 0;
  const heard = (): void => {
    count += 1;
    if (count > 1) process.exit(130);
    ask();
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  const stopWatchingParent = askWhenNpmIsGone(environment, ask);
  return {
    asked,
    release() {
      process.off('SIGINT', heard);
      process.off('SIGTERM', heard);
      stopWatchingParent();
    },
  };
}

/**
 * npx and npm scripts run a program through a shell, and pass a SIGTERM on to that shell only: it dies and leaves us behind, holding our
 * ports. So when npm started us, the end of our parent means the same as the signal.
 */
function askWhenNpmIsGone(environment: NodeJS.ProcessEnv, ask: () => void): () => void {
  if (environment.npm_command === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) ask();
  }, PARENT_POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
