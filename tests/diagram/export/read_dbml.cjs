// Reads a JSON array of DBML documents from standard input; prints what is wrong with each, or "".
const { readFileSync } = require("node:fs");
const { Parser } = require("@dbml/core");

const faults = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    new Parser().parse(text, "dbmlv2");
    faults.push("");
  } catch (error) {
    faults.push(JSON.stringify(error.diags ?? String(error)));
  }
}
console.log(JSON.stringify(faults));
