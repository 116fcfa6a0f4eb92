/** How many times their own estimate the error of differences may be. */
export const honesty = 4;

/** Differences whose own estimate of their error is a larger share of the scale decide nothing. */
export const trusted = 1e-5;
