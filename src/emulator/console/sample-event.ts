import { sampleEvent } from '../samples/sample-event.ts';
import { isSampleKind, SAMPLE_KINDS } from '../samples/sample-kinds.ts';
import { sampleRequest } from '../samples/sample-request.ts';

/** A sample event of a kind with everything else as usual. Rejects with a sentence that names the kinds. */
export async function sampleForConsole(kind: string): Promise<unknown> {
  if (!isSampleKind(kind))
    throw new Error(`"${kind}" is no kind of event. Known: ${Object.keys(SAMPLE_KINDS).join(', ')}`);
  return sampleEvent(kind, sampleRequest({ kind }, kind));
}
