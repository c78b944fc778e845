import { nearest } from '../../../problems/nearest.ts';
import type { AnswerQuestion, AnswersOf } from '../answer.ts';
import { VariableFailure } from '../failure.ts';
import { answerAws } from './aws.ts';
import type { SourceContext } from './context.ts';
import { answerDeployed } from './deployed.ts';
import { answerEnv } from './env.ts';
import { answerFile } from './file.ts';
import { answerOpt } from './opt.ts';
import { answerParam } from './param.ts';
import { answerSelf } from './self.ts';
import { answerSls } from './sls.ts';
import { answerStrToBool } from './str-to-bool.ts';

/** The framework's own sources, which can be read here. */
const LOCAL: Readonly<Record<string, (context: SourceContext) => AnswerQuestion>> = {
  aws: answerAws,
  env: answerEnv,
  file: answerFile,
  opt: answerOpt,
  param: answerParam,
  self: answerSelf,
  sls: answerSls,
  strToBool: answerStrToBool,
};

/** Those that ask AWS, HashiCorp or Git, by the name before a region (`ssm.eu-west-1`). */
const DEPLOYED = ['cf', 's3', 'ssm', 'terraform', 'vault', 'git', 'output', 'doppler', 'secrets', 'construct'];

/** The sources of a service's variables. */
export function variableSources(context: SourceContext): AnswersOf {
  return (type) => {
    const local = Object.hasOwn(LOCAL, type) ? LOCAL[type] : undefined;
    if (local !== undefined) return local(context);
    // A plugin may bring any source; without one, a name near a known one is a mistake.
    const isDeployed = DEPLOYED.includes(type.split('.')[0] ?? type);
    const near = context.hasPlugins || isDeployed ? undefined : nearest(type, Object.keys(LOCAL));
    return near === undefined ? answerDeployed(context) : refuse(near);
  };
}

function refuse(near: string): AnswerQuestion {
  return ({ type, site }) => {
    throw new VariableFailure(`${site.name}: there is no variable source "${type}"`, `Did you mean "${near}"?`);
  };
}
