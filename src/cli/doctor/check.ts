/** One line of `intertwine doctor`. */
export interface Check {
  name: string;
  /** `missing` is needed for notebooks; `absent` only for what `detail` says. */
  status: "ok" | "missing" | "absent";
  detail: string;
  /** What to do about it. */
  remedy?: string;
}

export function ok(name: string, detail: string): Check {
  return { name, status: "ok", detail };
}

/** Something without which notebooks do not run. */
export function missing(name: string, detail: string, remedy: string): Check {
  return { name, status: "missing", detail, remedy };
}

/** Something that can be done without. */
export function absent(name: string, detail: string, remedy: string): Check {
  return { name, status: "absent", detail, remedy };
}
