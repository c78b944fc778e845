import { useEffect, useState } from 'preact/hooks';

let show: (text: string) => void = () => undefined;

/** Says in passing that something was done, or why not. */
export function say(text: string): void {
  show(text);
}

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} is in the clipboard.`);
  } catch {
    say('The browser did not allow access to the clipboard.');
  }
}

/** Hands a text to the browser as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const anchor = Object.assign(document.createElement('a'), { href: url, download: name });
  anchor.click();
  URL.revokeObjectURL(url);
  say(`${name} was saved.`);
}

export function Toast() {
  const [text, setText] = useState('');
  useEffect(() => {
    show = setText;
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setText(''), 4000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div role="status" class={text === '' ? 'sr' : 'toast'}>
      {text}
    </div>
  );
}
