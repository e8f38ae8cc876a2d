/**
 * Where a worker thread begins. A pool that is given an ES module tries `require` on it first,
 * and Node 20 ends the whole process when the module's graph cannot be linked just then. This
 * file is what `require` gets; the module itself is imported.
 */
export = {
  /** Calls the function `name` of the ES module at the address `module`. */
  async call({ module, name, task }: { module: string; name: string; task: unknown }) {
    const functions: Record<string, (task: unknown) => unknown> = await import(module);
    return functions[name](task);
  },
};
