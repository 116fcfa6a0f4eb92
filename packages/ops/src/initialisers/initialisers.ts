import { glorotNormal, glorotUniform } from "./glorot.js";
import { heNormal, heUniform } from "./he.js";

/** Every initialiser by the name that specs use. */
export const initialisers = { glorotNormal, glorotUniform, heNormal, heUniform };

export type InitialiserName = keyof typeof initialisers;
