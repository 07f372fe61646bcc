/**
 * How long a test waits for the focus to come to a field by `focusSoon`. It is shorter than `focusSoon` waits itself: after that
 * it takes what is there, and a test that waits longer does not see that a field was never found before.
 */
export const SOON = { timeout: 12_000 };
