/** What the kernel says of itself (jupyter-client, "Messaging", section "Kernel info"). */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PROTOCOL } from "../../wire/index.js";

export function kernelInfo(): object {
  const version = versionOf(new URL("../../../../../package.json", import.meta.url));
  const typescript = versionOf(createRequire(import.meta.url).resolve("typescript/package.json"));
  return {
    status: "ok",
    protocol_version: PROTOCOL,
    implementation: "intertwine",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // A name: of an object the classic Notebook would take the name for a mode of CodeMirror 5.
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `Intertwine ${version}: TypeScript ${typescript} on Node.js ${process.versions.node}`,
    debugger: false,
    supported_features: [],
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "JavaScript", url: "https://developer.mozilla.org/docs/Web/JavaScript" },
      { text: "Node.js", url: "https://nodejs.org/docs/latest/api/" },
    ],
  };
}

function versionOf(file: string | URL): string {
  try {
    return JSON.parse(readFileSync(file, "utf8")).version;
  } catch {
    // Bundled without its package.json: the kernel works all the same.
    return "unknown";
  }
}
