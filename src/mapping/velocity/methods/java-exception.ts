/** What a Java method would throw. In a template it ends the rendering; API Gateway answers 500 (docs/aws/vtl.md#errors). */
export class JavaException extends Error {
  /** @param javaClass its class without the package, as in `NumberFormatException`. */
  constructor(
    readonly javaClass: string,
    message: string,
  ) {
    super(message);
    this.name = 'JavaException';
  }
}

/** A method was given null where it needs an object. */
export function nullPointer(): JavaException {
  return new JavaException('NullPointerException', 'an argument is null');
}
