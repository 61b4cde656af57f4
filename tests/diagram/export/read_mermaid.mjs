// Reads a JSON array of Mermaid documents from standard input; prints what is wrong with each, or "".
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, maxTextSize: 50_000_000, maxEdges: 1_000_000 });

const faults = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    const { diagramType } = await mermaid.parse(text);
    faults.push(diagramType === "er" ? "" : `a diagram of kind ${diagramType}`);
  } catch (error) {
    faults.push(String(error.message));
  }
}
console.log(JSON.stringify(faults));
