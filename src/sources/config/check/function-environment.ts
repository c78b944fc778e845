import { MAX_VARIABLES_BYTES } from '../../../model/definition/limits.ts';
import { isCredentialVariable, isReservedVariable } from '../../../model/lambda/reserved-variables.ts';
import type { Place } from '../shape/place.ts';

/** Names that Lambda takes: its API's own pattern. */
const LAMBDA_NAME = /^[A-Za-z][A-Za-z0-9_]+$/;
/** What is none at all is an error of its own. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Variables that Lambda would refuse. A reserved one is an error: here too it would not have the value that is written. The others work
 * here, and are reported before the deployment would fail.
 */
export function checkFunctionEnvironment(variables: Readonly<Record<string, string>>, place: Place): void {
  for (const name of Object.keys(variables)) {
    if (isReservedVariable(name))
      place.at(name).keyError(`${place.at(name).name} is reserved: Lambda sets ${name} itself`, hintOf(name));
    else if (!LAMBDA_NAME.test(name) && NAME.test(name)) {
      place
        .at(name)
        .keyWarning(
          `${place.at(name).name} has a name that AWS refuses`,
          'Two characters or more: letters, digits and _, beginning with a letter.',
        );
    }
  }
  const bytes = Object.entries(variables).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (bytes > MAX_VARIABLES_BYTES) {
    place.keyWarning(
      `${place.name} has ${bytes} bytes; AWS takes ${MAX_VARIABLES_BYTES} for all variables of a function`,
    );
  }
}

function hintOf(name: string): string {
  if (isCredentialVariable(name)) return 'Credentials for functions come from the shell or from envFile.';
  if (name.endsWith('REGION')) return 'Set region: of the configuration.';
  return 'Leave it out.';
}
