/** The browser of this machine for the browser tests, or null where Playwright's own has to be used. */
export declare function browserProgram(): string | null;
/** Switches for a browser that a program drives. */
export declare const QUIET_BROWSER: string[];
/** Those, and what makes a browser of tests need less of the processor. */
export declare const TEST_BROWSER: string[];
/** A Chromium without a window: the program, and the package of Debian that has it. */
export declare const WITHOUT_WINDOW: string;
