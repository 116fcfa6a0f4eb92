import { spawnSync } from "node:child_process";
import { peersFolder } from "./entrants/peerModules.js";

/** Lets npm install what bench/peers/package.json lists, outside of the workspace. @returns the exit code */
export const installPeers = (): number =>
  spawnSync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: peersFolder,
    stdio: "inherit",
    shell: process.platform === "win32",
  }).status ?? 1;
