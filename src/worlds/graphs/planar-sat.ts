/**
 * EXP, the 600 pairs of graphs of planar satisfiability problems of Abboud, Ceylan, Grohe and
 * Lukasiewicz (IJCAI 2021, arXiv 2010.01179): the two of a pair have the same stable colouring,
 * one formula is satisfiable and the other is not. 1200 graphs of 32 … 64 vertices, no two of
 * them isomorphic.
 *
 * The data stand under the GPL 3, so they are no part of this package. `fetchPlanarSat` brings
 * the file (3.75 MB) into a folder of yours; without a network, take the file of
 * PLANAR_SAT_FILE.address there. `planarSatGraphs` reads it, and refuses any other bytes. (The
 * text file beside it in the same place holds other graphs, of 33 … 73 vertices.)
 *
 * The file is a pickle of tensors of 64-bit integers, of which nothing is executed here: its
 * hash is known, so the tensors are found by their mark. For each graph they are the features of
 * the vertices, which become colours (1 for a literal, joined to its negation and to the clauses
 * that it is in; 0 for a clause); the tails of all arcs and then their heads; and the label.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../../errors.js";
import { type Edge, Graph } from "../../graphs/index.js";
import { type DownloadControl, fetchDataFile, requireBytes } from "../data-files/data-file.js";
import type { LabelledGraph } from "./hard-pairs.js";

export const PLANAR_SAT_FILE = {
  name: "GRAPHSAT.pkl",
  address:
    "https://raw.githubusercontent.com/ralphabb/GNN-RNI/43c69c06462d3a165ba2b532d76cbc045fc767d7/Data/EXP/raw/GRAPHSAT.pkl",
  sha256: "82f25cfab85e8bf51d518271afc12f45340f8a297d68994259c5b8bb9618ef17",
  bytes: 3_753_385,
  licence: "GPL-3.0",
} as const;

/**
 * The 1200 graphs; 2k and 2k + 1 are a pair. Label 1 is a satisfiable formula.
 * @param folder where GRAPHSAT.pkl is
 * @throws DataError when the file is missing or has other bytes
 */
export function planarSatGraphs(folder: string): LabelledGraph[] {
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
  requireBytes("planarSatGraphs", path, bytes, PLANAR_SAT_FILE);
  const tensors = integerTensors(bytes);
  return Array.from({ length: tensors.length / 3 }, (_, k) => {
    const [colours, arcs, [label]] = tensors.slice(3 * k, 3 * k + 3);
    const half = arcs.length / 2;
    const edges = Array.from({ length: half }, (_, a): Edge => [arcs[a], arcs[half + a]]);
    return { graph: Graph.fromEdges(colours.length, edges, { colours }), label };
  });
}

/**
 * Downloads the file into the folder unless it is there already, and gives its path.
 * @throws DataError when it cannot be had, or has other bytes than expected; AbortedError
 */
export async function fetchPlanarSat(
  folder: string,
  control: DownloadControl = {},
): Promise<string> {
  return fetchDataFile("fetchPlanarSat", PLANAR_SAT_FILE, [folder], control);
}

/** First bytes of a tensor's storage, after its length in four bytes. */
const STORAGE_MARK = Buffer.from("80028a0a6cfc9c46f9206aa850192e", "hex");
/** End of a storage's header: how many numbers follow is next, in eight bytes. */
const HEADER_END = Buffer.from("7101612e", "hex");

function integerTensors(bytes: Buffer): number[][] {
  const tensors: number[][] = [];
  for (let at = bytes.indexOf(STORAGE_MARK); at >= 0; ) {
    const end = at + bytes.readUInt32LE(at - 4);
    const start = bytes.indexOf(HEADER_END, at) + HEADER_END.length;
    const count = Number(bytes.readBigInt64LE(start));
    tensors.push(
      Array.from({ length: count }, (_, k) => Number(bytes.readBigInt64LE(start + 8 * (k + 1)))),
    );
    at = bytes.indexOf(STORAGE_MARK, end);
  }
  return tensors;
}
