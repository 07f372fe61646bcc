/**
 * What a script can reach. `default`: its own directory and /tmp, this machine's other files without changing
 * them, and the network. `offline`: the same without the network. `host`: all that the runner's user can reach.
 */
export const FENCES = ["default", "offline", "host"] as const;
export type Fence = (typeof FENCES)[number];
