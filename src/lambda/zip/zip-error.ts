/** A file that is not a zip file, or one that must not be unpacked. The message is a sentence for the user, without the file's name. */
export class ZipError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ZipError';
  }
}
