/**
 * Draws src/words/en.json, the catalogue of every text that the console shows: those marked by
 * t(), plural() and mark() in its source, and those that the desk's API says (src/words/desk.json).
 * `node catalogue.mjs --check` compares instead, and every text has to have its translation: what
 * lacks one is shown in English.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

const WORDS = new URL("./src/words/", import.meta.url);
const TRANSLATIONS = ["cy.json"];

const read = (name) => JSON.parse(readFileSync(new URL(name, WORDS), "utf8"));

function textsIn(path) {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const texts = [];
  (function walk(node) {
    const called = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node : null;
    const place = ["t", "mark", "plural"].indexOf(called?.expression.text);
    if (called && place >= 0) {
      const first = called.arguments[place === 2 ? 1 : 0];
      if (first && ts.isStringLiteralLike(first)) texts.push(first.text);
    }
    ts.forEachChild(node, walk);
  })(file);
  return texts;
}

const source = readdirSync("src", { recursive: true })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith("schema.ts"))
  .flatMap((name) => textsIn(`src/${name}`));
const texts = [...new Set([...source, ...read("desk.json")])].sort();
const drawn = `${JSON.stringify(texts, null, 2)}\n`;

if (process.argv.includes("--check")) {
  const known = readFileSync(new URL("en.json", WORDS), "utf8");
  const faults = known === drawn ? [] : ["en.json is not that of the source: run make docs"];
  for (const name of TRANSLATIONS) {
    const translated = read(name);
    for (const one of texts) if (!translated[one]) faults.push(`${name} lacks: ${one}`);
    const rules = new Intl.PluralRules(name.slice(0, 2)).resolvedOptions();
    const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
    // A text that counts has as many forms as its language, each with the same places.
    const forms = (text) => (text.includes("|") ? text.split("|") : []);
    for (const [text, words] of Object.entries(translated)) {
      if (!texts.includes(text)) faults.push(`${name} has what nobody says: ${text}`);
      else if (forms(text).length !== 0) {
        const said = forms(words);
        const same = said.every((one) => forms(text).map(places).includes(places(one)));
        if (said.length !== rules.pluralCategories.length || !same)
          faults.push(`${name} needs ${rules.pluralCategories.length} forms with {n}: ${text}`);
      } else if (places(text) !== places(words)) faults.push(`${name} has other {places}: ${text}`);
    }
  }
  for (const fault of faults) console.error(fault);
  process.exit(faults.length ? 1 : 0);
}
writeFileSync(new URL("en.json", WORDS), drawn);
