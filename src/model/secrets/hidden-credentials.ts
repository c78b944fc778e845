/** A text with the credentials of the URLs in it made unreadable, each character by a star: what is shown keeps its columns. */
export function withoutCredentials(text: string): string {
  return text.replace(/(?<=:\/\/)[^\s/"']*(?=@)/g, (credentials) => '*'.repeat(credentials.length));
}
