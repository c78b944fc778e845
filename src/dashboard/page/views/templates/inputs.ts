export const INPUTS = [
  ['body', 'Body'],
  ['params', 'Parameters'],
  ['context', '$context'],
  ['stageVariables', 'Stage variables'],
  ['schema', 'Model'],
] as const;

export type Inputs = Readonly<Record<(typeof INPUTS)[number][0], string>>;

/** The request of `/_gw/render`, or what is wrong with the inputs. */
export function requestOf(
  template: string,
  { body, params, context, stageVariables, schema }: Inputs,
): object | string {
  const read = readInputs({ params, context, stageVariables });
  return typeof read === 'string' ? read : { ...read, template, body, schema };
}

/** The request of `/_gw/map-parameters`, or what is wrong with the inputs. `mappings` is JSON. */
export function mappingRequestOf(
  type: string,
  mappings: string,
  { body, params, context, stageVariables }: Inputs,
): object | string {
  const read = readInputs({ params, context, stageVariables });
  return typeof read === 'string' ? read : { ...read, type, parameters: JSON.parse(mappings) as object, body };
}

function readInputs({
  params,
  context,
  stageVariables,
}: Pick<Inputs, 'params' | 'context' | 'stageVariables'>): object | string {
  for (const [name, text] of Object.entries({
    Parameters: params,
    $context: context,
    'Stage variables': stageVariables,
  })) {
    const problem = jsonProblem(text);
    if (problem !== undefined) return `${name}: ${problem}`;
  }
  return {
    params: JSON.parse(params) as object,
    context: JSON.parse(context) as object,
    stageVariables: JSON.parse(stageVariables) as object,
  };
}

export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
