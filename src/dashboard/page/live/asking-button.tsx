import type { ComponentProps } from 'preact';
import { useStore } from './store.ts';

/** A button that makes the emulator do something: not while it does not respond. */
export function AskingButton({ disabled, ...rest }: ComponentProps<'button'>) {
  const { lost } = useStore();
  return <button type="button" {...rest} disabled={lost !== undefined || disabled === true} />;
}
