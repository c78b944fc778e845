// Runs a command in a terminal of its own (through util-linux's `script`) and returns all that it wrote there, escape sequences included.
import { spawn } from 'node:child_process';

/** `during(waitFor)` does what is to be done meanwhile; `waitFor(pattern)` resolves when the terminal shows it. Ends the command afterwards. */
export async function inTerminal({ command, cwd, columns, colour, environment = {} }, during) {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn('script', ['-qfec', `stty cols ${columns} rows 50; exec ${command}`, '/dev/null'], {
    cwd,
    env: { ...inherited, TERM: 'xterm-256color', ...(colour ? {} : { NO_COLOR: '1' }), ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const waitFor = async (pattern, from = 0) => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (pattern.test(text.slice(from))) return text.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the terminal never showed ${pattern}:\n${text}`);
  };
  try {
    await during(waitFor, () => text.length);
  } finally {
    child.kill('SIGTERM');
  }
  await ended;
  return text.replaceAll('\r\n', '\n');
}
