/** Docstrings as Markdown: the text, and the tags that say something to a reader. */
import ts from "typescript";

const headings: Record<string, string> = {
  returns: "Returns",
  return: "Returns",
  throws: "Throws",
  exception: "Throws",
  deprecated: "Deprecated",
  remarks: "Remarks",
  see: "See",
  since: "Since",
  default: "Default",
  defaultValue: "Default",
};

const lists: Record<string, string> = {
  param: "Parameters",
  arg: "Parameters",
  argument: "Parameters",
  template: "Type parameters",
  typeParam: "Type parameters",
};

/** The docstring of a declaration; empty when there is none. */
export function toMarkdown(
  documentation: readonly ts.SymbolDisplayPart[],
  tags: readonly ts.JSDocTagInfo[],
): string {
  const blocks: string[] = [];
  const text = linked(documentation).trim();
  if (text) blocks.push(text);
  const listed = new Map<string, string[]>();
  for (const tag of tags) {
    const list = lists[tag.name];
    if (!list) continue;
    const items = listed.get(list) ?? [];
    if (items.length === 0) {
      listed.set(list, items);
      blocks.push(list);
    }
    items.push(listItem(tag.text ?? []));
  }
  for (const [index, block] of blocks.entries()) {
    const items = listed.get(block);
    if (items && (index > 0 || !text)) blocks[index] = `**${block}**\n\n${items.join("\n")}`;
  }
  for (const tag of tags) {
    const body = linked(tag.text ?? []).trim();
    if (tag.name === "example") blocks.push(`**Example**\n\n${asCode(body)}`);
    else if (headings[tag.name]) blocks.push(`**${headings[tag.name]}** ${body}`.trimEnd());
  }
  return blocks.join("\n\n");
}

/** "name what it is" as an item of a list, whether or not a dash stands between them. */
function listItem(parts: readonly ts.SymbolDisplayPart[]): string {
  const [, name = "", rest = ""] = /^(\S+)\s*([\s\S]*)$/.exec(linked(parts).trim()) ?? [];
  const body = rest.replace(/^[-–—:]\s*/, "").replace(/\n\s*/g, "\n  ");
  return body ? `- \`${name}\`: ${body}` : `- \`${name}\``;
}

/** Examples are code, unless they bring their own fences and prose. */
function asCode(text: string): string {
  const [, caption, body] = /^<caption>(.*?)<\/caption>\s*([\s\S]*)$/.exec(text) ?? [];
  if (caption !== undefined) return `${caption}\n\n${asCode(body ?? "")}`;
  return text.includes("```") ? text : `\`\`\`ts\n${text}\n\`\`\``;
}

/** Text with `{@link …}` as Markdown: addresses as links, names as code. */
function linked(parts: readonly ts.SymbolDisplayPart[]): string {
  return ts
    .displayPartsToString([...parts])
    .replace(
      /\{@(link|linkcode|linkplain)\s+([^}|\s]+)\s*\|?\s*([^}]*)\}/g,
      (_all, _tag, to, label) => {
        const shown = label.trim();
        if (/^https?:/.test(to)) return `[${shown || to}](${to})`;
        return `\`${shown || to}\``;
      },
    );
}
