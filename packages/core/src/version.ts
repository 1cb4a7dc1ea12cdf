declare const __PACKAGE_VERSION__: string;

/** This package's version, written in by the build from package.json. */
export const VERSION: string = __PACKAGE_VERSION__;
