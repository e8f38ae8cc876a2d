/** Where a place in generated code comes from. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { parseJson } from "../host/originals.js";

/** Lines and columns count from 1. */
export interface Place {
  /** A cell's label, or a URL or path of a file. */
  source: string;
  line: number;
  column: number;
  isCell: boolean;
  /** Text of the line, where it is known. */
  text?: string;
}

interface Cell {
  label: string;
  map: string;
  parsed?: SourceMap;
}

/** Characters of cells' maps that are kept; older ones go first. */
const KEPT = 16_000_000;

/** What an entry counts beside its map. */
const ENTRY = 200;

const prefix = "intertwine:cell/";

/** Maps of the cells by the names of their scripts; functions of old cells still fail in them. */
const cells = new Map<string, Cell>();
let kept = 0;

/** Keeps the map of a cell and names its script. */
export function addCell(run: number, label: string, map: string): string {
  const name = `${prefix}${run}/${label}`;
  cells.set(name, { label, map });
  kept += sizeOf(map);
  for (const [old, cell] of cells) {
    if (kept <= KEPT || old === name) {
      break;
    }
    cells.delete(old);
    kept -= sizeOf(cell.map);
  }
  return name;
}

function sizeOf(map: string): number {
  return map.length + ENTRY;
}

type FindMap = (url: string) => object | undefined;
let mapOfModule: FindMap = () => undefined;

/** Maps of local modules by URL, which names the content as well. */
const modules = new Map<string, SourceMap>();
const MODULES_KEPT = 100;

/** Registers where the maps of local modules come from. */
export function useModuleMaps(find: FindMap): void {
  mapOfModule = find;
}

/** The original of a place in a script; `undefined` for generated code without an original. */
export function originalPlace(script: string, line: number, column: number): Place | undefined {
  const cell = cells.get(script);
  if (cell !== undefined && cell.map !== "") {
    cell.parsed ??= parse(cell.map);
    const found = cell.parsed && find(cell.parsed, line, column);
    return found && { ...found, source: cell.label, isCell: true };
  }
  if (script.startsWith(prefix)) {
    const label = script.slice(script.indexOf("/", prefix.length) + 1);
    return { source: label, line, column, isCell: true };
  }
  const map = moduleMap(script);
  const found = map && find(map, line, column);
  return found
    ? { ...found, isCell: false, source: script }
    : { source: script, line, column, isCell: false };
}

function moduleMap(url: string): SourceMap | undefined {
  const known = modules.get(url);
  if (known !== undefined) {
    return known;
  }
  const payload = mapOfModule(url);
  if (payload === undefined) {
    return undefined;
  }
  const map = new SourceMap(payload as SourceMapPayload);
  modules.set(url, map);
  if (modules.size > MODULES_KEPT) {
    modules.delete(modules.keys().next().value!);
  }
  return map;
}

function parse(map: string): SourceMap | undefined {
  try {
    return new SourceMap(parseJson(map) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

function find(map: SourceMap, line: number, column: number) {
  const entry = map.findEntry(line - 1, column - 1);
  if (!("originalLine" in entry) || entry.originalLine === undefined) {
    return undefined;
  }
  const content = map.payload.sourcesContent?.[map.payload.sources.indexOf(entry.originalSource)];
  return {
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
    text: content?.split("\n")[entry.originalLine],
  };
}
