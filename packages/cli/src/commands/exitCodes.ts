/** What the process answers with. */
export const exitCodes = { done: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
