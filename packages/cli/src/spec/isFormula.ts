/** Is it written as a formula, rather than as a name? */
export const isFormula = (value: unknown): value is string => typeof value === "string" && !/^\w*$/.test(value);
