/** `(numerical, give or take 3.1e-9)` */
export const numericalInWords = (uncertainty: number): string =>
  uncertainty === 0 ? "(numerical)" : `(numerical, give or take ${uncertainty.toExponential(1)})`;
