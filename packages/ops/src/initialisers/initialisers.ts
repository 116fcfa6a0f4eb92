import { glorotNormal, glorotUniform } from "./glorot.js";
import { heNormal, heUniform } from "./he.js";
import { identityMatrix } from "./identityMatrix.js";
import { lecunNormal, lecunUniform } from "./lecun.js";
import { normal } from "./normal.js";
import { ones } from "./ones.js";
import { orthogonal } from "./orthogonal.js";
import { standardisedUniform } from "./standardisedUniform.js";
import { truncatedNormal } from "./truncatedNormal.js";
import { uniform } from "./uniform.js";
import { zeros } from "./zeros.js";

/** Every initialiser by the name that specs use; those with settings have their defaults. */
export const initialisers = {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  identityMatrix: identityMatrix(),
  lecunNormal,
  lecunUniform,
  normal: normal(),
  ones,
  orthogonal: orthogonal(),
  standardisedUniform,
  truncatedNormal: truncatedNormal(),
  uniform: uniform(),
  zeros,
};

export type InitialiserName = keyof typeof initialisers;
