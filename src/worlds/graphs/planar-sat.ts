/**
 * EXP, the 600 pairs of graphs of planar satisfiability problems of Abboud, Ceylan, Grohe and
 * Lukasiewicz (IJCAI 2021, arXiv 2010.01179): the two of a pair have the same stable colouring,
 * one formula is satisfiable and the other is not.
 *
 * The data stand under the GPL 3, so they are no part of this package. `fetchPlanarSat` brings
 * the text form (0.6 MB) into a folder of yours; without a network, take the file of
 * PLANAR_SAT_FILE.address there. `planarSatGraphs` reads it, and refuses any other bytes.
 *
 * Form: the number of graphs; for each a line "vertices label" and for each vertex a line
 * "feature degree neighbour neighbour …". The feature is a literal's or a clause's, and
 * becomes the vertex's colour.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../errors.js";
import { sha256, writeWhole } from "../../files.js";
import { type Edge, Graph } from "../../graphs/index.js";

export const PLANAR_SAT_FILE = {
  name: "GRAPHSAT.txt",
  address:
    "https://raw.githubusercontent.com/ralphabb/GNN-RNI/43c69c06462d3a165ba2b532d76cbc045fc767d7/Data/EXP/GRAPHSAT.txt",
  sha256: "16f24a5ad96400b2d53eb5cd2843fb2006e50ed67821f6c4abe5ae23100bf899",
  bytes: 643_807,
  licence: "GPL-3.0",
} as const;

export interface PlanarSatGraph {
  /** Vertices have colour 0 or 1. */
  readonly graph: Graph;
  /** 1 for a satisfiable formula, else 0. */
  readonly label: number;
}

/**
 * The 1200 graphs; 2k and 2k + 1 are a pair.
 * @param folder where GRAPHSAT.txt is
 * @throws DataError when the file is missing or has other bytes
 */
export function planarSatGraphs(folder: string): PlanarSatGraph[] {
  const path = join(folder, PLANAR_SAT_FILE.name);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new DataError(
      `planarSatGraphs: ${path} cannot be read; fetchPlanarSat(${JSON.stringify(folder)}) brings it, or take it from ${PLANAR_SAT_FILE.address}.`,
      { cause },
    );
  }
  requireHash("planarSatGraphs", path, bytes);
  return readPlanarSat(bytes.toString("ascii"));
}

/**
 * Downloads the file into the folder unless it is there already, and gives its path.
 * @throws DataError when it cannot be had, or has other bytes than expected
 */
export async function fetchPlanarSat(folder: string): Promise<string> {
  const path = join(folder, PLANAR_SAT_FILE.name);
  try {
    requireHash("fetchPlanarSat", path, readFileSync(path));
    return path;
  } catch {
    // Not there, or not whole: it is brought anew.
  }
  let bytes: Uint8Array;
  try {
    const answer = await fetch(PLANAR_SAT_FILE.address);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch (cause) {
    throw new DataError(
      `fetchPlanarSat: ${PLANAR_SAT_FILE.address} cannot be had (${(cause as Error).message}); bring the file into ${folder} by other means, or use cfiPair and circularSkipLinks instead.`,
      { cause },
    );
  }
  requireHash("fetchPlanarSat", PLANAR_SAT_FILE.address, bytes);
  writeWhole(path, bytes);
  return path;
}

/** Graphs of the text form. @throws DataError that names the line */
export function readPlanarSat(text: string): PlanarSatGraph[] {
  const lines = text.split(/\r?\n/);
  let at = 0;
  const numbers = (what: string): number[] => {
    const line = lines[at++] ?? "";
    const parts = line.trim().split(/\s+/).map(Number);
    if (line.trim() === "" || !parts.every((part) => Number.isInteger(part) && part >= 0)) {
      throw new DataError(
        `readPlanarSat: line ${at} is ${JSON.stringify(line)}; expected ${what}, whole numbers.`,
      );
    }
    return parts;
  };
  const [count] = numbers("the number of graphs");
  return Array.from({ length: count }, () => {
    const [vertices, label] = numbers("vertices and label");
    const colours: number[] = [];
    const edges: Edge[] = [];
    for (let v = 0; v < vertices; v++) {
      const [feature, degree, ...neighbours] = numbers("feature, degree and neighbours");
      if (neighbours.length !== degree || neighbours.some((w) => w >= vertices)) {
        throw new DataError(
          `readPlanarSat: line ${at} has ${neighbours.length} neighbours, the last ${neighbours[neighbours.length - 1]}; expected ${degree} below ${vertices}.`,
        );
      }
      colours.push(feature);
      for (const w of neighbours) edges.push([v, w]);
    }
    return { graph: Graph.fromEdges(vertices, edges, { colours }), label };
  });
}

function requireHash(caller: string, place: string, bytes: Uint8Array): void {
  const found = sha256(bytes);
  if (found !== PLANAR_SAT_FILE.sha256) {
    throw new DataError(
      `${caller}: ${place} has SHA-256 ${found}; expected ${PLANAR_SAT_FILE.sha256}. Delete it and bring it anew.`,
    );
  }
}
