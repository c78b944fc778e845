/** How often an npx-started process looks whether its parent is still there. */
const PARENT_POLL_MS = 200;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first SIGINT, SIGTERM or SIGHUP (a closed terminal) asks for an orderly stop; a second one ends the process at once. */
export function stopOnSignals(environment: NodeJS.ProcessEnv): { readonly asked: Promise<void>; release(): void } {
  let ask: () => void = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  let count = 0;
  const heard = (): void => {
    count += 1;
    if (count > 1) process.exit(130);
    ask();
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  const stopWatchingParent = askWhenNpmIsGone(environment, ask);
  return {
    asked,
    release() {
      for (const signal of SIGNALS) process.off(signal, heard);
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
