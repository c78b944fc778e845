import packageJson from '../../package.json' with { type: 'json' };

/** The package's version. The build takes the number in, not the file. */
export const VERSION: string = packageJson.version;
