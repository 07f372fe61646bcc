/** The browser of this machine for the browser tests, or null where Playwright's own has to be used. */
export declare function browserProgram(): string | null;
/** Switches for a browser that tests drive. */
export declare const QUIET_BROWSER: string[];
/** A Chromium without a window: the program, and the package of Debian that has it. */
export declare const WITHOUT_WINDOW: string;
