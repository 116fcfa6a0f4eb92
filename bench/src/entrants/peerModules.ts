import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** `bench/peers`: the peers' programs and, once installed, their packages. */
export const peersFolder = fileURLToPath(new URL("../../peers/", import.meta.url));

const manifestOf = (name: string): string => `${peersFolder}node_modules/${name}/package.json`;

/** Is the npm package there? */
export const hasPeer = (name: string): boolean => existsSync(manifestOf(name));

/** The version of a package that is there. */
export const versionOfPeer = (name: string): string =>
  (JSON.parse(readFileSync(manifestOf(name), "utf8")) as { version: string }).version;

/** Loads a package out of `bench/peers/node_modules`. Its types are not there: `T` is the part of it that is used. */
export const loadPeer = <T>(name: string): T => createRequire(manifestOf(name))(name) as T;

/** The folder of a package's files. */
export const folderOfPeer = (name: string): string => `${peersFolder}node_modules/${name}/`;
