/** Flags that choose what of an input is read, on every command that reads one. */
export interface InputOptions {
  /** `--stage`: serverless.yml; the environment of samconfig.toml. */
  readonly stage?: string;
  /** `--region`: where the input is deployed to; the input's own, else us-east-1. */
  readonly region?: string;
  /** `--param K=V`: serverless.yml. */
  readonly params?: Readonly<Record<string, string>>;
  /** `--parameter K=V`: CloudFormation, SAM, CDK; variables of a Terraform folder. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** `--stack NAME` (repeatable): of a cloud assembly, the stacks to serve; all unless given. */
  readonly stacks?: readonly string[];
  /** `--stack-name`: what a template is deployed as; `local` unless given. */
  readonly stackName?: string;
  /** What a CDK app runs as, instead of `app` of its cdk.json: a command, or the folder of a cloud assembly. */
  readonly app?: string;
  /** `--context K=V`: what a CDK app finds with `tryGetContext`, above that of its cdk.json. Texts on the command line, any JSON elsewhere. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** `--env-vars`: a file with variables of functions, as `sam local` takes it. */
  readonly envVars?: string;
}
